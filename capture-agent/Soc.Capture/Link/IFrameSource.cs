namespace Soc.Capture.Link;

/// <summary>Frames, one after the other.</summary>
public interface IFrameSource : IDisposable
{
    /// <summary>The next frame, valid until the next call.</summary>
    /// <returns>False at the end, or while there is none on a live link.</returns>
    bool TryRead(out RawFrame frame);
}
