using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Soc.Model.Response;
using Soc.Response.Operations;

namespace Soc.Response.Audit;

/// <summary>
/// The canonical form of a record: one JSON object on one line, every name always there, in one order, without white space; the hash comes last and is
/// that of all before it. So whoever has an exported file can verify it with a few lines of any language.
/// </summary>
public static class AuditJson
{
    /// <summary>What stands between the hashed part of a line and its hash.</summary>
    internal const string HashMark = ",\"hash\":\"";

    /// <summary>The line of a record, without an end of line.</summary>
    public static string Line(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var body = Encoding.UTF8.GetString(Body(record));
        return $"{body[..^1]}{HashMark}{record.Hash}\"}}";
    }

    /// <summary>SHA-256 of the canonical form without the hash, lower-case hexadecimal.</summary>
    public static string HashOf(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return HashOf(Body(record));
    }

    internal static string HashOf(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    private static ReadOnlySpan<byte> Body(AuditRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("sequence"u8, record.Sequence);
            json.WriteString("client"u8, record.Client);
            json.WriteString("operation"u8, record.OperationId);
            Write(json, record.Proposal);
            json.WriteNumber("untilMs"u8, record.UntilMs);
            Write(json, record.Event);
            json.WriteString("previous"u8, record.PreviousHash);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    private static void Write(Utf8JsonWriter json, OperationProposal proposal)
    {
        // Of what a person switched there is none.
        json.WriteString("action"u8, proposal.Action == ContainmentAction.Unknown ? null : ContainmentActions.NameOf(proposal.Action));
        CanonicalTarget.Write(json, proposal.Target);
        json.WriteNumber("durationMs"u8, proposal.DurationMs);
        json.WriteString("connector"u8, proposal.Connector);
        Write(json, "proposedBy", proposal.ProposedBy);
        json.WriteStartArray("askedFor"u8);
        foreach (var actor in proposal.AskedFor)
        {
            Write(json, null, actor);
        }

        json.WriteEndArray();
        json.WriteString("rule"u8, proposal.RuleId);
        json.WriteNumber("ruleVersion"u8, proposal.RuleVersion);
        json.WriteString("incident"u8, proposal.IncidentId);
        json.WriteStartArray("evidence"u8);
        foreach (var id in proposal.EvidenceIds)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
        json.WriteString("reason"u8, proposal.Reason);
        json.WriteBoolean("needsApproval"u8, proposal.NeedsApproval);
        json.WriteBoolean("shadow"u8, proposal.IsShadow);
        json.WriteBoolean("late"u8, proposal.IsLate);
        json.WriteBoolean("reversible"u8, proposal.IsReversible);
    }

    private static void Write(Utf8JsonWriter json, OperationEvent happened)
    {
        json.WriteStartObject("event"u8);
        json.WriteNumber("number"u8, happened.Number);
        json.WriteNumber("atMs"u8, happened.AtMs);
        json.WriteString("kind"u8, happened.Kind);
        json.WriteString("status"u8, OperationStatuses.NameOf(happened.Status));
        Write(json, "by", happened.By);
        json.WriteString("text"u8, happened.Text);
        json.WriteStartArray("checks"u8);
        foreach (var check in happened.Checks)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, check.Name);
            json.WriteBoolean("passed"u8, check.IsPassed);
            json.WriteString("text"u8, check.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Write(json, happened.Outcome);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ContainmentOutcome? outcome)
    {
        if (outcome is null)
        {
            json.WriteNull("outcome"u8);
            return;
        }

        json.WriteStartObject("outcome"u8);
        json.WriteString("kind"u8, outcome.Kind.ToString().ToLowerInvariant());
        json.WriteString("reason"u8, outcome.Reason);
        json.WriteString("prior"u8, outcome.Prior);
        json.WriteString("reference"u8, outcome.Reference);
        json.WriteBoolean("wasSoBefore"u8, outcome.WasSoBefore);
        json.WriteBoolean("transient"u8, outcome.IsTransient);
        json.WriteNumber("retryAfterMs"u8, outcome.RetryAfterMs);
        json.WriteStartArray("exchanges"u8);
        foreach (var exchange in outcome.Exchanges)
        {
            json.WriteStartObject();
            json.WriteString("request"u8, exchange.Request);
            json.WriteNumber("status"u8, exchange.Status);
            json.WriteString("answer"u8, exchange.Answer);
            json.WriteNumber("tookMs"u8, exchange.TookMs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string? name, ResponseActor actor)
    {
        if (name is null)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartObject(name);
        }

        json.WriteString("name"u8, actor.Name);
        json.WriteString("role"u8, actor.Role.ToString().ToLowerInvariant());
        json.WriteEndObject();
    }
}
