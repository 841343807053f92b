using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Soc.Simulator.Estate;

/// <summary>Seeds for parts of an estate, so that a change of one part leaves the others as they were.</summary>
internal static class Seeds
{
    public static ulong Of(ulong seed, string who, string what) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed:x16}\u001f{who}\u001f{what}")));
}
