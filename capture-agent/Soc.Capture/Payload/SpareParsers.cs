using Soc.Capture.Protocols;

namespace Soc.Capture.Payload;

/// <summary>Parsers that wait for their next flow, a stack for each protocol.</summary>
/// <param name="protocols">How many protocols there are.</param>
internal sealed class SpareParsers<T>(int protocols)
    where T : class, IReusable
{
    /// <summary>As many of one protocol as begin while others end; more is garbage.</summary>
    private const int MaxEach = 4_096;

    private readonly Stack<T>[] _spare = [.. Enumerable.Range(0, protocols).Select(_ => new Stack<T>())];

    /// <returns>Null when none waits.</returns>
    public T? Rent(int protocol) => _spare[protocol].TryPop(out var parser) ? parser : null;

    public void Return(int protocol, T parser)
    {
        var spare = _spare[protocol];
        if (spare.Count < MaxEach && parser.TryReset())
        {
            spare.Push(parser);
        }
    }
}
