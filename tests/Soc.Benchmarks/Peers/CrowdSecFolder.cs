using Soc.Benchmarks.Running;

namespace Soc.Benchmarks.Peers;

/// <summary>
/// CrowdSec's programs and a configuration of its own in a temporary folder: parsers syslog-logs, sshd-logs and
/// dateparse-enrich, scenario ssh-bf, local API on a free port, no central API. Debian's package is used where it is
/// installed; otherwise it is fetched with apt and unpacked under the data folder, without installing anything.
/// </summary>
internal sealed class CrowdSecFolder
{
    private static readonly (string Stage, string Item)[] Items =
    [
        ("parsers/s00-raw", "syslog-logs"),
        ("parsers/s01-parse", "sshd-logs"),
        ("parsers/s02-enrich", "dateparse-enrich"),
        ("scenarios", "ssh-bf"),
    ];

    private CrowdSecFolder(string root, string configPath)
    {
        Program = Path.Combine(root, "usr/bin/crowdsec");
        ConfigPath = configPath;
    }

    public string Program { get; }

    public string ConfigPath { get; }

    /// <summary>The folder, or why there is none.</summary>
    public static async Task<(CrowdSecFolder? Folder, string? Missing)> PrepareAsync(string folder, CancellationToken cancellationToken)
    {
        var root = File.Exists("/usr/bin/crowdsec") ? "/" : await FetchAsync(cancellationToken);
        if (root is null)
        {
            return (null, "CrowdSec is not installed and apt could not fetch Debian's package: apt-get update && apt-get install crowdsec");
        }

        var config = WriteConfig(root, Path.Combine(folder, "conf"), Path.Combine(folder, "data"));
        var credentials = Path.Combine(folder, "conf", "local_api_credentials.yaml");
        var (status, output) = await ChildProgram.RunAsync(
            Path.Combine(root, "usr/bin/cscli"), ["-c", config, "machines", "add", "bench", "-a", "-f", credentials], cancellationToken);
        return status == 0 ? (new CrowdSecFolder(root, config), null) : (null, $"cscli machines add failed: {output.Split('\n')[^1]}");
    }

    // Kept under the data folder: fetched once.
    private static async Task<string?> FetchAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(DataFolder.Path, "crowdsec");
        var root = Path.Combine(folder, "root");
        if (File.Exists(Path.Combine(root, "usr/bin/crowdsec")))
        {
            return root;
        }

        Progress.Say($"CrowdSec is not installed: fetching Debian's package with apt, to unpack it in {folder}");
        Directory.CreateDirectory(folder);
        foreach (var update in (bool[])[false, true])
        {
            var command = $"cd '{folder}' && {(update ? "apt-get update -qq ; " : "")}apt-get download -qq crowdsec && dpkg-deb -x crowdsec_*.deb root";
            try
            {
                if ((await ChildProgram.RunAsync("bash", ["-c", command], cancellationToken)).Status == 0 && File.Exists(Path.Combine(root, "usr/bin/crowdsec")))
                {
                    return root;
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return null;
            }
        }

        return null;
    }

    private static string WriteConfig(string root, string conf, string data)
    {
        Directory.CreateDirectory(data);
        foreach (var name in (string[])["notifications", "plugins", "postoverflows", "collections"])
        {
            Directory.CreateDirectory(Path.Combine(conf, name));
        }

        Copy(Path.Combine(root, "usr/share/crowdsec/hub"), Path.Combine(conf, "hub"));
        Copy(Path.Combine(root, "etc/crowdsec/patterns"), Path.Combine(conf, "patterns"));
        foreach (var name in (string[])["profiles.yaml", "simulation.yaml"])
        {
            File.Copy(Path.Combine(root, "etc/crowdsec", name), Path.Combine(conf, name), overwrite: true);
        }

        foreach (var (stage, item) in Items)
        {
            Directory.CreateDirectory(Path.Combine(conf, stage));
            var link = Path.Combine(conf, stage, item + ".yaml");
            File.CreateSymbolicLink(link, Path.Combine(conf, "hub", stage, "crowdsecurity", item + ".yaml"));
        }

        File.WriteAllText(Path.Combine(conf, "local_api_credentials.yaml"), "");
        var path = Path.Combine(conf, "config.yaml");
        File.WriteAllText(path, $"""
            common: {"{"}daemonize: false, log_media: stdout, log_level: info, working_dir: .{"}"}
            config_paths:
              config_dir: {conf}/
              data_dir: {data}/
              simulation_path: {conf}/simulation.yaml
              hub_dir: {conf}/hub/
              index_path: {conf}/hub/.index.json
              notification_dir: {conf}/notifications/
              plugin_dir: {conf}/plugins/
            crowdsec_service: {"{"}acquisition_path: "", parser_routines: 1{"}"}
            cscli: {"{"}output: human{"}"}
            db_config: {"{"}log_level: info, type: sqlite, use_wal: true, db_path: {data}/crowdsec.db{"}"}
            api:
              client: {"{"}insecure_skip_verify: false, credentials_path: {conf}/local_api_credentials.yaml{"}"}
              server: {"{"}log_level: info, listen_uri: "127.0.0.1:{FreePort.Next()}", profiles_path: {conf}/profiles.yaml{"}"}
            prometheus: {"{"}enabled: false{"}"}
            """);
        return path;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)), overwrite: true);
        }
    }
}
