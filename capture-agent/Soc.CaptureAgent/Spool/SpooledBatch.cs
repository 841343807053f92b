namespace Soc.CaptureAgent.Spool;

/// <summary>A batch as it lies on disk.</summary>
/// <param name="Number">From 1; gaps are possible, going back never.</param>
/// <param name="Events">Events in it.</param>
/// <param name="DroppedBefore">Events that were dropped since the batch before was written.</param>
/// <param name="Data">gzip of OCSF JSON, one event a line.</param>
public sealed record SpooledBatch(ulong Number, int Events, ulong DroppedBefore, byte[] Data);
