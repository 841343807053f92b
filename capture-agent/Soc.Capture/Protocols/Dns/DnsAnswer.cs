namespace Soc.Capture.Protocols.Dns;

/// <summary>One record of an answer.</summary>
/// <param name="Name">Whose record it is; lower case, raw bytes as \xNN.</param>
/// <param name="Type">IANA number.</param>
/// <param name="Text">What it says: an address, a name, or the type with its parts; at most 1024 characters.</param>
/// <param name="TtlSeconds">How long it may be kept, as it is on the wire.</param>
public sealed record DnsAnswer(string Name, ushort Type, string Text, uint TtlSeconds);
