namespace Soc.Response.Audit;

/// <summary>What stands in an exported audit.</summary>
/// <param name="Records">How many hold, from the first one on.</param>
/// <param name="Client">Whose it is; null when there is no record.</param>
/// <param name="FirstHash">Hash of the first record; null when none holds.</param>
/// <param name="LastHash">Hash of the last that holds; null when none does.</param>
/// <param name="Break">Where it breaks; null when it does not.</param>
public sealed record AuditSeen(long Records, string? Client, string? FirstHash, string? LastHash, AuditBreak? Break);
