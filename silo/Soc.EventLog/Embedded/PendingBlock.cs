namespace Soc.EventLog.Embedded;

/// <summary>Records of one partition, ready to be written in one piece.</summary>
internal sealed class PendingBlock
{
    /// <summary>A buffer that grew beyond this under load is given back when it is empty.</summary>
    private const int MaxKeptBytes = 4 * 1024 * 1024;

    private byte[] _buffer = [];

    public int Length { get; private set; }

    public long FirstOffset { get; private set; }

    public long LastOffset { get; private set; }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Length);

    public void Add(ReadOnlySpan<byte> payload, uint payloadCrc, long offset)
    {
        var need = Length + RecordFormat.HeaderBytes + payload.Length;
        if (_buffer.Length < need)
        {
            Array.Resize(ref _buffer, Math.Max(Math.Max(_buffer.Length * 2, need), 64 * 1024));
        }

        if (Length == 0)
        {
            FirstOffset = offset;
        }

        RecordFormat.WriteHeader(_buffer.AsSpan(Length), payloadCrc, payload.Length, offset);
        payload.CopyTo(_buffer.AsSpan(Length + RecordFormat.HeaderBytes));
        Length = need;
        LastOffset = offset;
    }

    public void Clear()
    {
        Length = 0;
        if (_buffer.Length > MaxKeptBytes)
        {
            _buffer = [];
        }
    }
}
