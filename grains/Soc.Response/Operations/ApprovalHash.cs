using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Soc.Model.Entities;
using Soc.Model.Response;

namespace Soc.Response.Operations;

/// <summary>What an approval is bound to: exactly this action against exactly this target for exactly this long. What is approved cannot become something else afterwards.</summary>
public static class ApprovalHash
{
    /// <summary>SHA-256, lower-case hexadecimal, of the canonical form.</summary>
    public static string Of(OperationProposal proposal)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            // Names of every part, also of those that are missing: no two proposals have one form.
            json.WriteStartObject();
            json.WriteString("operation"u8, proposal.OperationId);
            json.WriteString("client"u8, proposal.Client);
            json.WriteString("action"u8, ContainmentActions.NameOf(proposal.Action));
            json.WriteString("connector"u8, proposal.Connector);
            CanonicalTarget.Write(json, proposal.Target);
            json.WriteNumber("durationMs"u8, proposal.DurationMs);
            json.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    /// <summary>Compares without telling by its time how much was right.</summary>
    internal static bool IsSame(string expected, string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(expected), System.Text.Encoding.UTF8.GetBytes(given));
}
