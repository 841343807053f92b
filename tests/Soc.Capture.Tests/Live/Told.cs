using Soc.Capture.Link.Live;

namespace Soc.Capture.Tests.Live;

/// <summary>Keeps what links tell.</summary>
internal sealed class Told : ILinkWatcher
{
    public List<(LinkState State, string Sentence)> All { get; } = [];

    public IEnumerable<LinkState> States => All.Select(t => t.State);

    public void Take(LinkState state, string sentence) => All.Add((state, sentence));
}
