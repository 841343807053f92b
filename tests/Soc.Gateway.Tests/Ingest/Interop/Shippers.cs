using System.Diagnostics;

namespace Soc.Gateway.Tests.Ingest.Interop;

/// <summary>Real shippers as <c>scripts/shippers.sh</c> unpacked them, into the folder that SOC_SHIPPERS names (data/shippers beside the solution).</summary>
internal sealed class Shippers
{
    private const string Multiarch = "usr/lib/x86_64-linux-gnu";

    private Shippers(string root) => Root = root;

    public string Root { get; }

    public string RsyslogModules => Path.Combine(Root, "rsyslog", Libraries("rsyslog"), "rsyslog");

    public string SyslogNgModules => Directory.GetDirectories(Path.Combine(Root, "syslog-ng", "usr/lib/syslog-ng")).Single(d => File.Exists(Path.Combine(d, "libhttp.so")));

    /// <summary>Null where they are not unpacked.</summary>
    public static Shippers? Find()
    {
        var root = Environment.GetEnvironmentVariable("SOC_SHIPPERS") is { Length: > 0 } named ? named : Path.Combine(SolutionFolder(), "data", "shippers");
        return File.Exists(Path.Combine(root, "rsyslog", ".complete")) && File.Exists(Path.Combine(root, "syslog-ng", ".complete")) ? new Shippers(root) : null;
    }

    public Process StartRsyslog(string config, string pidFile) => Start("rsyslog", "rsyslogd", "-n", "-f", config, "-i", pidFile, "-M", RsyslogModules);

    public Process StartSyslogNg(string config, string folder) => Start(
        "syslog-ng", "syslog-ng", "--foreground", "--no-caps", "--stderr", "--cfgfile", config, "--module-path", SyslogNgModules,
        "--persist-file", Path.Combine(folder, "syslog-ng.persist"), "--control", Path.Combine(folder, "syslog-ng.ctl"), "--pidfile", Path.Combine(folder, "syslog-ng.pid"));

    private string Libraries(string package) => Directory.Exists(Path.Combine(Root, package, Multiarch))
        ? Multiarch
        : Directory.GetDirectories(Path.Combine(Root, package, "usr/lib"), "*-linux-gnu").Select(d => Path.Combine("usr/lib", Path.GetFileName(d))).First();

    private Process Start(string package, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Root, package, "usr/sbin", program), arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["LD_LIBRARY_PATH"] = string.Join(':', Path.Combine(Root, package, Libraries(package)), Path.Combine(Root, package, "usr/lib/syslog-ng"));
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private static string SolutionFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Soc.Actors.sln")))
            {
                return folder.FullName;
            }
        }

        return AppContext.BaseDirectory;
    }
}
