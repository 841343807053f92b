namespace Soc.Capture.Link;

/// <summary>Cuts a file's bytes into frames.</summary>
internal interface ICaptureFormat
{
    /// <param name="rest">The file from here on.</param>
    FormatStep Read(ReadOnlySpan<byte> rest, out RawFrame frame);
}
