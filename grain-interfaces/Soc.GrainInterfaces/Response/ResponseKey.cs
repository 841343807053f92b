using System.Runtime.InteropServices;
using Soc.Model.Entities;

namespace Soc.GrainInterfaces.Response;

/// <summary>Key of what belongs to the response part: <c>client/kind/id</c>, client first and lower case, '%' and '/' escaped in the parts.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ResponseKey
{
    private const string OperationKind = "response";
    private const string LimitsKind = "response-limits";
    private const string AuditKind = "response-audit";
    private readonly string _kind;

    private ResponseKey(string client, string kind, string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(client);
        ArgumentException.ThrowIfNullOrEmpty(id);
        (Client, _kind, Id) = (client.ToLowerInvariant(), kind, id);
    }

    public string Client { get; }

    /// <summary>Of an operation; of the others what part of them it is.</summary>
    public string Id { get; }

    /// <summary>One operation.</summary>
    public static ResponseKey Operation(string client, string operationId) => new(client, OperationKind, operationId);

    /// <summary>What a client's actions are counted by.</summary>
    public static ResponseKey Limits(string client) => new(client, LimitsKind, "all");

    /// <summary>A client's audit.</summary>
    public static ResponseKey Audit(string client) => new(client, AuditKind, "all");

    /// <summary>One page of a client's audit, from 1; a place in the store, not a grain.</summary>
    public static ResponseKey AuditPage(string client, long page) => new(client, AuditKind, page.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public override string ToString() => $"{KeyText.Escape(Client)}/{_kind}/{KeyText.Escape(Id)}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out ResponseKey key)
    {
        key = default;
        if (text?.Split('/') is not [{ Length: > 0 } client, (OperationKind or LimitsKind or AuditKind) and var kind, { Length: > 0 } id])
        {
            return false;
        }

        key = new ResponseKey(KeyText.Unescape(client), kind, KeyText.Unescape(id));
        return true;
    }
}
