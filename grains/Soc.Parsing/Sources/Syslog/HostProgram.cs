namespace Soc.Parsing.Sources.Syslog;

internal enum HostProgram
{
    None = 0,
    Sshd,
    Sudo,
    Su,
    Login,
    Accounts,
}
