namespace Soc.EventLog.Embedded;

/// <summary>What opening a partition found in its newest file.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="NextOffset">Offset that the next record gets.</param>
/// <param name="GoodBytes">Length of the file up to the end of the last good record.</param>
/// <param name="TruncatedBytes">Bytes after it that were cut: a write that a crash tore. 0 after an orderly end.</param>
/// <param name="DamagedRecords">Offsets missing between good records: damage that was passed over.</param>
internal sealed record JournalRecovery(int Partition, long NextOffset, long GoodBytes, long TruncatedBytes, long DamagedRecords);
