using Soc.EventLog.Codec;

namespace Soc.EventLog.Embedded;

/// <summary>Payloads of one append, encoded and summed on the caller's thread, before any lock is taken.</summary>
internal sealed class PayloadBatch
{
    private readonly List<(int Partition, int Start, int Length, uint Crc)> _items = [];
    private int _open;

    public FieldWriter Writer { get; } = new();

    public int Count => _items.Count;

    /// <summary>Bytes that the batch takes on disk.</summary>
    public long Bytes => Writer.Length + ((long)_items.Count * RecordFormat.HeaderBytes);

    public (int Partition, int Start, int Length, uint Crc) this[int index] => _items[index];

    public void Clear()
    {
        Writer.Clear();
        _items.Clear();
        _open = 0;
    }

    /// <summary>What was written since the last call is one payload.</summary>
    public void Complete(int partition, uint salt)
    {
        var payload = Writer.Written[_open..];
        if (payload.Length > RecordFormat.MaxPayloadBytes)
        {
            throw new ArgumentException($"An entry of {payload.Length} bytes is longer than the log's limit of {RecordFormat.MaxPayloadBytes}.", nameof(partition));
        }

        _items.Add((partition, _open, payload.Length, Crc32C.Append(salt, payload)));
        _open = Writer.Length;
    }
}
