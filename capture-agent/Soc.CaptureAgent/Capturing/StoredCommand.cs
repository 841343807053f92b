namespace Soc.CaptureAgent.Capturing;

/// <summary>A command as it came.</summary>
internal sealed record StoredCommand(byte[] Document, byte[] Signature);
