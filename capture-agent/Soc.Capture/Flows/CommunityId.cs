using System.Buffers.Binary;
using System.Security.Cryptography;
using Soc.Capture.Decode;

namespace Soc.Capture.Flows;

/// <summary>The same name for a flow in every tool that sees it (Community ID flow hashing, version 1).</summary>
public static class CommunityId
{
    private const int MaxBytes = 2 + 16 + 16 + 1 + 1 + 4;

    // 20 bytes in base64.
    private const int NameChars = 2 + 28;

    /// <summary>"1:" and the hash, with the seed 0.</summary>
    public static string Of(Flow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        var hasPorts = flow.Protocol is IpProtocol.Tcp or IpProtocol.Udp or IpProtocol.Icmp or IpProtocol.IcmpV6 or IpProtocol.Sctp;
        var (source, sourcePort, target, targetPort) = (flow.Originator, flow.OriginatorPort, flow.Responder, flow.ResponderPort);
        var order = source.CompareTo(target);

        // A message of ICMP that nothing answers has a code instead of a second type, and one direction.
        var isOneWay = flow.Protocol is IpProtocol.Icmp or IpProtocol.IcmpV6 && !IcmpPairs.IsPaired(flow.Protocol, sourcePort);
        if (!isOneWay && (order > 0 || (order == 0 && sourcePort > targetPort)))
        {
            (source, sourcePort, target, targetPort) = (target, targetPort, source, sourcePort);
        }

        Span<byte> bytes = stackalloc byte[MaxBytes];
        bytes.Clear();
        var length = 2;
        length += source.WriteTo(bytes[length..]);
        length += target.WriteTo(bytes[length..]);
        bytes[length] = (byte)flow.Protocol;
        length += 2;
        if (hasPorts)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes[length..], sourcePort);
            BinaryPrimitives.WriteUInt16BigEndian(bytes[(length + 2)..], targetPort);
            length += 4;
        }

        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // the name is defined by it, and protects nothing
        SHA1.HashData(bytes[..length], hash);
#pragma warning restore CA5350
        Span<char> name = stackalloc char[NameChars];
        "1:".CopyTo(name);
        _ = Convert.TryToBase64Chars(hash, name[2..], out _);
        return name.ToString();
    }
}
