using Microsoft.Extensions.Logging;
using Soc.Detection.Correlation.Related;
using Soc.GrainInterfaces.Incidents;
using Soc.Model.Incidents;
using Soc.Model.Policies;

namespace Soc.Grains.Clients;

/// <summary>
/// Tells what a client's grave incidents are about to those who remember it for all clients. Nobody waits for it, so that a store that is
/// away keeps no incident from being stored; most incidents are not grave and cost nothing.
/// </summary>
/// <param name="owner">The client's grain, whose turns it works in.</param>
internal sealed partial class SharedThingTeller(Grain owner, IGrainFactory grains, ILogger logger)
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(5);

    private readonly UntoldThings _untold = new();
    private IGrainTimer? _telling;

    public void Tell(IEnumerable<Incident> incidents, ClientPolicy policy)
    {
        _untold.Note(incidents, policy);
        if (_untold.Count > 0)
        {
            _telling ??= owner.RegisterGrainTimer(TellAsync, new GrainTimerCreationOptions(TimeSpan.Zero, AgainAfter) { Interleave = true });
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (_untold.TryPeek(out var next))
            {
                await grains.GetGrain<ISharedThingGrain>(next.Key).ReportAsync(next.Sighting, cancellationToken);
                _untold.Told();
            }

            _telling?.Dispose();
            _telling = null;
        }
#pragma warning disable CA1031 // it is tried again, whatever the reason, and the client's own work goes on meanwhile
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(e, owner.GetPrimaryKeyString());
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What grave incidents of client {Client} are about could not be noted for related ones of other clients; it is tried again")]
    private partial void LogFailed(Exception exception, string client);
}
