using Soc.Model.Events;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.Syslog;

/// <summary>
/// sshd. One attempt writes several lines: "Accepted" and "Failed" are the sign-in (activity Logon), the lines around them, which a server
/// that takes keys only may write alone, are kept as Preauth, so that nothing is counted twice and nothing is lost.
/// </summary>
internal static class SshLines
{
    private const string Kind = "sshd";

    public static ParseResult Map(in SyslogRecord r)
    {
        var text = r.Body;
        if (LineText.TryDrop(ref text, "Failed "u8))
        {
            return Attempt(r, text, EventStatus.Failure, Activity.Auth.Logon);
        }

        if (LineText.TryDrop(ref text, "Accepted "u8))
        {
            return Attempt(r, text, EventStatus.Success, Activity.Auth.Logon);
        }

        if (LineText.TryDrop(ref text, "Invalid user "u8) || LineText.TryDrop(ref text, "Illegal user "u8))
        {
            return LineText.TryNameFrom(text, out var name, out var ip, out var port)
                ? Step(r, name, ip, port, FailureKind.UnknownUser, "invalid-user")
                : ParseResult.Malformed(Reasons.Truncated);
        }

        if (LineText.TryDrop(ref text, "pam_"u8))
        {
            return Pam(r, text);
        }

        return Rare(r, text);
    }

    private static ParseResult Rare(in SyslogRecord r, ReadOnlySpan<byte> text)
    {
        _ = LineText.TryDrop(ref text, "error: "u8);
        if (LineText.TryDrop(ref text, "Disconnected from user "u8))
        {
            var name = LineText.Word(text);
            LineText.ReadAddress(text[Math.Min(name.Length + 1, text.Length)..], out var ip, out var port);
            return ParseResult.Event(r.Authentication(Kind, Activity.Auth.Logoff, EventStatus.Success, null, UserNames.From(FieldText.Read(name)), Source(ip, port), new AuthSection { Service = Kind, LogonTypeId = 10 }));
        }

        if (LineText.TryDrop(ref text, "Partial "u8))
        {
            return Attempt(r, text, EventStatus.Success, Activity.Auth.Preauth);
        }

        if (LineText.TryDrop(ref text, "maximum authentication attempts exceeded for "u8))
        {
            return Name(r, text, FailureKind.AccountLocked, "max-attempts");
        }

        if (LineText.TryDrop(ref text, "PAM: "u8))
        {
            var unknown = text.IndexOf("User not known"u8) >= 0 || text.IndexOf("illegal user"u8) >= 0;
            var on = text.IndexOf(" for "u8);
            return on < 0 ? ParseResult.Skipped(Reasons.SessionStep) : Name(r, text[(on + 5)..], unknown ? FailureKind.UnknownUser : FailureKind.BadCredential, "pam");
        }

        if (LineText.TryDrop(ref text, "User "u8) && text.IndexOf(" not allowed because "u8) >= 0)
        {
            var because = text.IndexOf(" not allowed because "u8);
            return Name(r, text[..because], FailureKind.PolicyBlocked, "not-allowed");
        }

        // "Connection closed by authenticating user root 192.0.2.7 port 4000 [preauth]"
        var authenticating = text.IndexOf(" by authenticating user "u8);
        var invalid = text.IndexOf(" by invalid user "u8);
        if (authenticating >= 0 || invalid >= 0)
        {
            var rest = text[(authenticating >= 0 ? authenticating + " by authenticating user ".Length : invalid + " by invalid user ".Length)..];
            var name = LineText.Word(rest);
            LineText.ReadAddress(rest[Math.Min(name.Length + 1, rest.Length)..], out var ip, out var port);
            return Step(r, name, ip, port, invalid >= 0 ? FailureKind.UnknownUser : FailureKind.Other, "closed");
        }

        // Somebody knocked who is no SSH client: a scanner.
        if (LineText.TryDrop(ref text, "Did not receive identification string from "u8) || LineText.TryDrop(ref text, "Bad protocol version identification "u8))
        {
            var from = text.LastIndexOf(" from "u8);
            LineText.ReadAddress(from >= 0 ? text[(from + 6)..] : text, out var ip, out var port);
            return ip is null
                ? ParseResult.Skipped(Reasons.SessionStep)
                : ParseResult.Event(r.Other(Kind, EventClass.NetworkActivity, Activity.Network.Fail, EventStatus.Failure, null, Source(ip, port)));
        }

        return ParseResult.Skipped(Reasons.SessionStep);
    }

    /// <summary>"METHOD for [invalid user ]NAME from ADDRESS port N ssh2[: KEY]".</summary>
    private static ParseResult Attempt(in SyslogRecord r, ReadOnlySpan<byte> text, EventStatus status, int activity)
    {
        var method = LineText.Word(text);
        var rest = text[method.Length..];
        if (!LineText.TryDrop(ref rest, " for "u8))
        {
            return ParseResult.Malformed(Reasons.Truncated);
        }

        // "Failed none": the client asks which methods there are.
        if (method.SequenceEqual("none"u8) && status == EventStatus.Failure)
        {
            return ParseResult.Skipped(Reasons.SessionStep);
        }

        var unknown = LineText.TryDrop(ref rest, "invalid user "u8) || LineText.TryDrop(ref rest, "illegal user "u8);
        var key = status == EventStatus.Success ? rest.IndexOf(" ssh2: "u8) : -1;
        if (!LineText.TryNameFrom(key >= 0 ? rest[..key] : rest, out var name, out var ip, out var port))
        {
            return ParseResult.Malformed(Reasons.Truncated);
        }

        return ParseResult.Event(r.Authentication(Kind, activity, status, FieldText.Read(method), UserNames.From(FieldText.Read(name)), Source(ip, port), new AuthSection
        {
            // A key proves no person at a keyboard, and does not rule one out.
            IsInteractive = method.SequenceEqual("password"u8) || method.StartsWith("keyboard-interactive"u8) ? true : null,
            Failure = status == EventStatus.Success ? FailureKind.None : unknown ? FailureKind.UnknownUser : FailureKind.BadCredential,
            LogonTypeId = 10,
            Service = Kind,
        }));
    }

    private static ParseResult Pam(in SyslogRecord r, ReadOnlySpan<byte> text)
    {
        if (text.IndexOf(" authentication failure;"u8) < 0)
        {
            return ParseResult.Skipped(Reasons.SessionStep);
        }

        return Step(r, LineText.Value(text, " user="u8), FieldText.Ip(LineText.Value(text, " rhost="u8)), 0, FailureKind.BadCredential, "pam");
    }

    private static ParseResult Name(in SyslogRecord r, ReadOnlySpan<byte> text, FailureKind failure, string code)
    {
        if (LineText.TryDrop(ref text, "invalid user "u8) || LineText.TryDrop(ref text, "illegal user "u8))
        {
            failure = FailureKind.UnknownUser;
        }

        return LineText.TryNameFrom(text, out var name, out var ip, out var port)
            ? Step(r, name, ip, port, failure, code)
            : ParseResult.Malformed(Reasons.Truncated);
    }

    private static ParseResult Step(in SyslogRecord r, ReadOnlySpan<byte> name, string? ip, int port, FailureKind failure, string code)
    {
        var user = UserNames.From(FieldText.Read(name));
        return user is null && ip is null
            ? ParseResult.Skipped(Reasons.SessionStep)
            : ParseResult.Event(r.Authentication(Kind, Activity.Auth.Preauth, EventStatus.Failure, code, user, Source(ip, port), new AuthSection { Failure = failure, LogonTypeId = 10, Service = Kind }));
    }

    private static EndpointSection? Source(string? ip, int port) => ip is null ? null : new EndpointSection { Ip = ip, Port = port };
}
