using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Soc.Gateway.Tests.Ingest.Product;

namespace Soc.Gateway.Tests.Sensors;

/// <summary>The scripts that install the agent and take it away, run for real below a folder, with an /etc of their own so that the user they make is not this machine's.</summary>
public sealed class InstallTests : IDisposable
{
    private const string InOwnEtc = """set -e; mkdir -p "$0/etc"; [ -e "$0/etc/passwd" ] || cp -a /etc/. "$0/etc"; mount --bind "$0/etc" /etc; exec "$@" """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soc-install-");
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Root => Path.Combine(_folder.FullName, "root");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Installed_twice_it_is_enrolled_once_and_taken_away_it_leaves_what_it_learned_unless_told_otherwise()
    {
        if (!OperatingSystem.IsLinux() || (await RunAsync("unshare", "--mount", "true")).Code != 0)
        {
            Assert.Skip("A mount namespace of its own can only be made by root on Linux.");
        }

        // The agent's user must be able to come in.
#pragma warning disable CA1416 // skipped elsewhere
        File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_101_101);
#pragma warning restore CA1416
        await using var product = await RunningProduct.StartAsync(("Soc:Syslog:Enabled", "false"));
        using var made = await product.ApiAsync(HttpMethod.Post, "/api/v1/clients/demo/sensors/tokens");
        var token = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString()!;
        string[] install = ["install-capture.sh", "--gateway", product.Sensors.ToString(), "--token", token, "--interface", "lo"];

        var first = await ScriptAsync(install);
        first.Code.ShouldBe(0, first.Said);
        first.Said.ShouldContain("nothing was started");
        var left = await LeftAsync();
        left.ShouldContain("700 soc-capture soc-capture var/lib/soc-capture", StringComparer.Ordinal);
        left.ShouldContain("600 soc-capture soc-capture var/lib/soc-capture/identity.json", StringComparer.Ordinal);
        left.ShouldContain("640 root soc-capture etc/soc-capture.env", StringComparer.Ordinal);
        left.ShouldContain("644 root root etc/systemd/system/soc-capture.service", StringComparer.Ordinal);
        left.ShouldContain("644 root root opt/soc-capture/README.md", StringComparer.Ordinal);
        left.ShouldContain(l => l.EndsWith(" root root opt/soc-capture/soc-capture.dll", StringComparison.Ordinal));
        var settings = Path.Combine(Root, "etc/soc-capture.env");
        (await File.ReadAllTextAsync(settings, Cancel)).ShouldBe("Soc__Capture__Interfaces__0=lo\n");
        (await product.GetAsync("/api/v1/clients/demo/sensors")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await RunAsync("unshare", ["--mount", "sh", "-c", InOwnEtc, _folder.FullName, "getent", "passwd", "soc-capture"])).Said.ShouldContain(":/var/lib/soc-capture:/usr/sbin/nologin");

        // What somebody has written there stays, and the token, which was used, is not asked for.
        await File.AppendAllTextAsync(settings, "Soc__Capture__MaxFlows=4096\n", Cancel);
        var identity = await File.ReadAllBytesAsync(Path.Combine(Root, "var/lib/soc-capture/identity.json"), Cancel);
        var second = await ScriptAsync(install);
        second.Code.ShouldBe(0, second.Said);
        second.Said.ShouldContain("enrolled already");
        (await LeftAsync()).ShouldBe(left);
        (await File.ReadAllTextAsync(settings, Cancel)).ShouldEndWith("MaxFlows=4096\n");
        (await File.ReadAllBytesAsync(Path.Combine(Root, "var/lib/soc-capture/identity.json"), Cancel)).ShouldBe(identity);

        (await ScriptAsync("uninstall-capture.sh")).Code.ShouldBe(0);
        (await LeftAsync()).Where(l => l.Contains("soc-capture", StringComparison.Ordinal)).ShouldBe(
        [
            "600 soc-capture soc-capture var/lib/soc-capture/identity.json",
            "640 root soc-capture etc/soc-capture.env",
            "700 soc-capture soc-capture var/lib/soc-capture",
        ]);
        (await ScriptAsync("uninstall-capture.sh", "--purge")).Code.ShouldBe(0);
        (await LeftAsync()).ShouldNotContain(l => l.Contains("soc-capture", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_missing_is_said()
    {
        (await RunAsync("bash", Script("install-capture.sh"), "--sideways")).Said.ShouldContain("Not understood: --sideways");
        (await RunAsync("bash", Script("install-capture.sh"), "--gateway", "https://localhost:1")).Said.ShouldContain("Give all of");
        (await RunAsync("bash", Script("uninstall-capture.sh"), "--sideways")).Said.ShouldContain("Not understood: --sideways");
    }

    private static string Script(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Soc.Actors.sln")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "deploy/systemd", name);
    }

    private Task<(int Code, string Said)> ScriptAsync(string name, params string[] arguments) =>
        RunAsync("unshare", ["--mount", "sh", "-c", InOwnEtc, _folder.FullName, "bash", Script(name), .. arguments]);

    private Task<(int Code, string Said)> ScriptAsync(string[] install) => ScriptAsync(install[0], install[1..]);

    /// <summary>Mode, owner, group and path of everything, by the names of the /etc of their own.</summary>
    private async Task<string[]> LeftAsync()
    {
        var found = await RunAsync("unshare", ["--mount", "sh", "-c", InOwnEtc, _folder.FullName, "find", Root, "-printf", "%m %u %g %P\n"]);
        found.Code.ShouldBe(0, found.Said);
        return [.. found.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }

    private async Task<(int Code, string Said)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["DESTDIR"] = Root;
        start.Environment["SOC_CAPTURE_PROGRAM"] = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Soc.CaptureAgent", "release"));
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, output + await errors);
    }
}
