using Soc.Model.Events;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.Syslog;

/// <summary>
/// su: <c>(to root) anna on pts/1</c>, <c>Successful su for root by anna</c>, <c>FAILED su for root by anna</c>. 3002, Account Switch; the user
/// is who did it, and the account that he wanted stands in the message.
/// </summary>
internal static class SuLines
{
    public static ParseResult Map(in SyslogRecord r)
    {
        var text = r.Body;
        if (text.StartsWith("pam_"u8))
        {
            return PamLines.Map(r, isSignIn: false);
        }

        var failed = LineText.TryDrop(ref text, "FAILED SU "u8) || text.StartsWith("FAILED su for "u8);
        var by = text.IndexOf(" by "u8);
        ReadOnlySpan<byte> user = default;
        if (LineText.TryDrop(ref text, "(to "u8))
        {
            var close = text.IndexOf(") "u8);
            user = close < 0 ? default : LineText.Word(text[(close + 2)..]);
        }
        else if (by > 0 && text.IndexOf(" su for "u8) > 0)
        {
            user = LineText.Word(text[(by + 4)..]);
        }

        if (user.IsEmpty)
        {
            return ParseResult.Skipped(Reasons.SessionStep);
        }

        var parsed = r.Authentication(
            "su",
            Activity.Auth.AccountSwitch,
            failed ? EventStatus.Failure : EventStatus.Success,
            null,
            UserNames.From(FieldText.Read(user)),
            null,
            new AuthSection { IsInteractive = true, Failure = failed ? FailureKind.BadCredential : FailureKind.None, Service = "su" });
        return ParseResult.Event(parsed with { Message = FieldText.Read(r.Body, FieldText.MaxMessageBytes) });
    }
}
