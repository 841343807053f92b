using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Soc.Capture.Protocols;

namespace Soc.Fuzz.Targets.Wire;

/// <summary>What one side of a conversation said at once, or how much of it was lost. An input is a row of them, each with a head of three bytes, so that any bytes are one.</summary>
/// <param name="Flags">Of the head, for what a target makes of them.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Piece(byte Flags, ReadOnlyMemory<byte> Data, int LostBytes, long AtNs)
{
    public const byte OfResponder = 1;
    public const byte IsLost = 2;
    public const byte IsLate = 4;

    private const int HeadBytes = 3;
    private const long BeginNs = 1_772_438_400_000_000_000;
    private const long StepNs = 10_000_000;
    private const long LateNs = 70_000_000_000;

    public Side Side => (Flags & OfResponder) == 0 ? Side.Originator : Side.Responder;

    public static List<Piece> Read(byte[] input)
    {
        var pieces = new List<Piece>();
        var atNs = BeginNs;
        for (var at = 0; at + HeadBytes < input.Length;)
        {
            var flags = input[at];
            var length = BinaryPrimitives.ReadUInt16LittleEndian(input.AsSpan(at + 1));
            at += HeadBytes;
            atNs += (flags & IsLate) == 0 ? StepNs : LateNs;
            if ((flags & IsLost) != 0)
            {
                pieces.Add(new Piece(flags, default, length, atNs));
                continue;
            }

            length = (ushort)Math.Min(length, input.Length - at);
            pieces.Add(new Piece(flags, input.AsMemory(at, length), 0, atNs));
            at += length;
        }

        return pieces;
    }

    public static byte[] Write(IEnumerable<(Side Side, byte[] Data)> pieces) =>
        [.. pieces.SelectMany(p => (byte[])[(byte)p.Side, (byte)p.Data.Length, (byte)(p.Data.Length >> 8), .. p.Data])];
}
