using Soc.Model.Events;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.Syslog;

/// <summary>sudo: <c>anna : TTY=… ; PWD=… ; USER=root ; COMMAND=…</c>, with a reason before TTY when it was refused. 3002, Account Switch.</summary>
internal static class SudoLines
{
    public static ParseResult Map(in SyslogRecord r)
    {
        var text = r.Body;
        if (text.StartsWith("pam_"u8))
        {
            return PamLines.Map(r, isSignIn: false);
        }

        var colon = text.IndexOf(" : "u8);
        if (colon <= 0 || text.IndexOf("COMMAND="u8) < 0)
        {
            return ParseResult.Skipped(Reasons.SessionStep);
        }

        var rest = text[(colon + 3)..];
        var semicolon = rest.IndexOf(" ; "u8);
        var first = semicolon < 0 ? rest : rest[..semicolon];
        var refused = first.IndexOf((byte)'=') < 0;
        var failure = !refused ? FailureKind.None
            : first.IndexOf("incorrect password"u8) >= 0 ? FailureKind.BadCredential
            : FailureKind.PolicyBlocked;
        var parsed = r.Authentication(
            "sudo",
            Activity.Auth.AccountSwitch,
            refused ? EventStatus.Failure : EventStatus.Success,
            refused ? FieldText.Read(first, 64) : null,
            UserNames.From(FieldText.Read(text[..colon])),
            null,
            new AuthSection { IsInteractive = true, Failure = failure, Service = "sudo" });
        return ParseResult.Event(parsed with { Message = FieldText.Read(rest, FieldText.MaxMessageBytes) });
    }
}
