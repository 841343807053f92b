namespace Soc.Capture.Link;

/// <summary>A file is no capture, or one that cannot be read; the message says what to do.</summary>
public sealed class CaptureFormatException(string message) : Exception(message);
