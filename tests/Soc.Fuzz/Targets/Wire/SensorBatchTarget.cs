using System.IO.Compression;
using Google.Protobuf;
using Soc.Gateway.Sensors;
using Soc.SensorProtocol;

namespace Soc.Fuzz.Targets.Wire;

/// <summary>A batch as a sensor sends it: it is refused, or its records lie within what it was packed from.</summary>
internal sealed class SensorBatchTarget : IFuzzTarget
{
    public string Name => "sensor-batch";

    public Task<IReadOnlyList<byte[]>> SeedsAsync() => Task.FromResult<IReadOnlyList<byte[]>>(
    [
        Message(Packed("{\"a\":1}\n{\"b\":2}\n"u8, CompressionLevel.Optimal), 2),
        Message(Packed("{\"a\":1}\n\n\n{\"b\":2}"u8, CompressionLevel.NoCompression), -5),
        Message(Packed(new byte[100_000], CompressionLevel.Optimal), int.MaxValue),
    ]);

    public ValueTask RunAsync(byte[] input)
    {
        try
        {
            foreach (var record in SensorBatches.Unpack(Batch.Parser.ParseFrom(input)))
            {
                FuzzException.Unless(record.Raw.Length > 0 && !record.Raw.Span.Contains((byte)'\n'), "a record is a line");
            }
        }
        catch (InvalidProtocolBufferException)
        {
            // It is no message.
        }
        catch (InvalidDataException)
        {
            // It is refused, and told so.
        }

        return ValueTask.CompletedTask;
    }

    private static byte[] Message(byte[] packed, int events) =>
        new Batch { Epoch = ByteString.CopyFrom(new byte[16]), Number = 7, Events = events, Packing = Packing.Gzip, Data = ByteString.CopyFrom(packed) }.ToByteArray();

    private static byte[] Packed(ReadOnlySpan<byte> plain, CompressionLevel level)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }
}
