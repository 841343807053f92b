namespace Soc.Simulator.Stories;

/// <summary>What a network detection product calls its findings: forty that come all day, and two that never came.</summary>
internal static class AlertNames
{
    private static readonly string[] Subjects = ["Printer", "Workstation", "Phone", "Scanner", "Meeting room screen", "Badge reader", "File server", "Backup job"];
    private static readonly string[] Behaviours = ["contacted a rare host", "used an old TLS version", "sent unusual DNS queries", "was seen on a new port", "changed its user agent"];

    public static IReadOnlyList<string> Common { get; } = [.. Subjects.SelectMany(s => Behaviours.Select(b => $"{s} {b}"))];

    public static IReadOnlyList<string> Grave { get; } = ["Credentials dumped from LSASS memory", "Mass encryption of files on a share"];
}
