namespace Soc.Capture.Link.Live;

/// <summary>Is told when a link changes, once for each change.</summary>
public interface ILinkWatcher
{
    /// <param name="sentence">What it is and what to do, for people.</param>
    void Take(LinkState state, string sentence);
}
