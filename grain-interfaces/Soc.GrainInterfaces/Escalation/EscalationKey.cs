using System.Runtime.InteropServices;
using Soc.Model.Entities;

namespace Soc.GrainInterfaces.Escalation;

/// <summary>Key of what tells people: <c>client/kind/id</c>, client first and lower case, '%' and '/' escaped in the parts.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EscalationKey
{
    /// <summary>Begins the <see cref="Id"/> of an operation without an incident.</summary>
    public const string OperationPrefix = "op-";

    private const string IncidentKind = "escalation";
    private const string PagingKind = "paging";
    private readonly string _kind;

    private EscalationKey(string client, string kind, string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(client);
        ArgumentException.ThrowIfNullOrEmpty(id);
        (Client, _kind, Id) = (client.ToLowerInvariant(), kind, id);
    }

    public string Client { get; }

    /// <summary>The incident; of an operation without one <c>op-</c> and the operation's id.</summary>
    public string Id { get; }

    /// <summary>The telling of one incident.</summary>
    public static EscalationKey Incident(string client, string incidentId) => new(client, IncidentKind, incidentId);

    /// <summary>The telling of an operation that belongs to no incident.</summary>
    public static EscalationKey Operation(string client, string operationId) => new(client, IncidentKind, OperationPrefix + operationId);

    /// <summary>How much a client's people are told at once, and their digest.</summary>
    public static EscalationKey Paging(string client) => new(client, PagingKind, "all");

    public override string ToString() => $"{KeyText.Escape(Client)}/{_kind}/{KeyText.Escape(Id)}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out EscalationKey key)
    {
        key = default;
        if (text?.Split('/') is not [{ Length: > 0 } client, (IncidentKind or PagingKind) and var kind, { Length: > 0 } id])
        {
            return false;
        }

        key = new EscalationKey(KeyText.Unescape(client), kind, KeyText.Unescape(id));
        return true;
    }
}
