using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.Syslog;

/// <summary>The programs whose lines are about people.</summary>
internal static class HostLogs
{
    public static bool Knows(ReadOnlySpan<byte> app) => Find(app) != HostProgram.None;

    public static ParseResult Map(in SyslogRecord r) => Find(r.App) switch
    {
        HostProgram.Sshd => SshLines.Map(r),
        HostProgram.Sudo => SudoLines.Map(r),
        HostProgram.Su => SuLines.Map(r),
        HostProgram.Login => PamLines.Map(r, isSignIn: true),
        HostProgram.Accounts => AccountLines.Map(r),
        _ => ParseResult.Skipped(Reasons.NoSecurityContent),
    };

    private static HostProgram Find(ReadOnlySpan<byte> app)
    {
        // su(pam_unix)[123]
        var open = app.IndexOf((byte)'(');
        var name = open > 0 ? app[..open] : app;
        var slash = name.LastIndexOf((byte)'/');
        name = slash >= 0 ? name[(slash + 1)..] : name;
        return name.Length switch
        {
            4 when name.SequenceEqual("sshd"u8) => HostProgram.Sshd,
            12 when name.SequenceEqual("sshd-session"u8) => HostProgram.Sshd,
            9 when name.SequenceEqual("sshd-auth"u8) => HostProgram.Sshd,
            4 when name.SequenceEqual("sudo"u8) => HostProgram.Sudo,
            2 when name.SequenceEqual("su"u8) => HostProgram.Su,
            5 when name.SequenceEqual("login"u8) => HostProgram.Login,
            12 when name.SequenceEqual("gdm-password"u8) => HostProgram.Login,
            7 when name.SequenceEqual("lightdm"u8) || name.SequenceEqual("dovecot"u8) => HostProgram.Login,
            6 when name.SequenceEqual("vsftpd"u8) || name.SequenceEqual("passwd"u8) => name[0] == 'p' ? HostProgram.Accounts : HostProgram.Login,
            7 when name.SequenceEqual("useradd"u8) || name.SequenceEqual("userdel"u8) || name.SequenceEqual("usermod"u8) || name.SequenceEqual("gpasswd"u8) => HostProgram.Accounts,
            8 when name.SequenceEqual("groupadd"u8) || name.SequenceEqual("groupdel"u8) || name.SequenceEqual("groupmod"u8) || name.SequenceEqual("chpasswd"u8) => HostProgram.Accounts,
            _ => HostProgram.None,
        };
    }
}
