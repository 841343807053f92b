namespace Soc.Capture.Link;

/// <summary>Takes frames, one after the other.</summary>
public interface IFrameTaker
{
    /// <param name="frame">Valid until this returns.</param>
    void Take(in RawFrame frame);
}
