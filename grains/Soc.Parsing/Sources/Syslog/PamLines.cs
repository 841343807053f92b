using Soc.Model.Events;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.Syslog;

/// <summary>pam_unix and its like: <c>pam_unix(login:auth): authentication failure; logname= uid=0 … rhost=192.0.2.7  user=anna</c>.</summary>
internal static class PamLines
{
    /// <param name="isSignIn">The program's own lines are not read, so that PAM's are the sign-in; otherwise they are the step before it.</param>
    public static ParseResult Map(in SyslogRecord r, bool isSignIn)
    {
        var text = r.Body;
        var kind = FieldText.Read(r.App, 32) ?? "pam";
        if (text.IndexOf(" authentication failure;"u8) >= 0)
        {
            var name = LineText.Value(text, " user="u8);
            name = name.IsEmpty ? LineText.Value(text, " ruser="u8) : name;
            var user = UserNames.From(FieldText.Read(name));
            var ip = FieldText.Ip(LineText.Value(text, " rhost="u8));
            return user is null && ip is null
                ? ParseResult.Skipped(Reasons.SessionStep)
                : ParseResult.Event(r.Authentication(
                    kind,
                    isSignIn ? Activity.Auth.Logon : Activity.Auth.Preauth,
                    EventStatus.Failure,
                    "pam",
                    user,
                    ip is null ? null : new EndpointSection { Ip = ip },
                    new AuthSection { IsInteractive = true, Failure = FailureKind.BadCredential, Service = kind }));
        }

        var opened = text.IndexOf("session opened for user "u8);
        if (isSignIn && opened >= 0)
        {
            var name = LineText.Word(text[(opened + "session opened for user ".Length)..]);
            var id = name.IndexOf((byte)'(');
            return ParseResult.Event(r.Authentication(
                kind,
                Activity.Auth.Logon,
                EventStatus.Success,
                "pam",
                UserNames.From(FieldText.Read(id > 0 ? name[..id] : name)),
                null,
                new AuthSection { IsInteractive = true, Service = kind }));
        }

        return ParseResult.Skipped(Reasons.SessionStep);
    }
}
