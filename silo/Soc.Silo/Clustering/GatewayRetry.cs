using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace Soc.Silo.Clustering;

/// <summary>
/// Makes a gateway's call again when its silo went away: another one has the grain in a moment. Every call is idempotent. A call that was
/// sent and not answered in time is not made again here: what became of it is unknown, and the one who asked decides.
/// </summary>
internal sealed class GatewayRetry(TimeProvider time) : IOutgoingGrainCallFilter
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var started = time.GetTimestamp();
        for (var wait = FirstWait; ; wait = wait * 2 > LongestWait ? LongestWait : wait * 2)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (Exception e) when (e is SiloUnavailableException or OrleansMessageRejectionException or ConnectionFailedException && time.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(wait, time);
            }
        }
    }
}
