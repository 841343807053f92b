using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Soc.Gateway.Tests.Ingest.Product;

namespace Soc.Gateway.Tests.Ingest.BadInput;

/// <summary>A disk that is really full, under the running product: clear refusals, nothing acknowledged lost, and on by itself when there is room.</summary>
public sealed class FullDiskTests
{
    private const int LinesARequest = 200;

    [Fact]
    public async Task AFullDisk_Answers503_LosesNothingAcknowledged_AndGoesOn()
    {
        var mount = Directory.CreateTempSubdirectory("soc-full-").FullName;
        if (!OperatingSystem.IsLinux() || Run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", mount) != 0)
        {
            Directory.Delete(mount);
            Assert.Skip("A small file system can only be mounted by root on Linux.");
        }

        try
        {
            var ballast = Path.Combine(mount, "ballast");
            await File.WriteAllBytesAsync(ballast, new byte[12 * 1024 * 1024], TestContext.Current.CancellationToken);
            await using var product = await RunningProduct.StartAsync(("Soc:Silo:DataDirectory", Path.Combine(mount, "data")));
            var acknowledged = 0;
            var refusal = default(JsonElement);
            for (var request = 0; request < 500 && refusal.ValueKind == JsonValueKind.Undefined; request++)
            {
                var (status, reply) = await PostAsync(product, request);
                acknowledged += status == 200 ? LinesARequest : 0;
                refusal = status == 200 ? default : reply;
                status.ShouldBeOneOf(200, 503);
            }

            refusal.GetProperty("code").GetInt32().ShouldBe(9);
            refusal.GetProperty("text").GetString()!.ShouldContain("is full");
            (await product.ProblemsAsync()).ShouldContain(p => p.StartsWith("Events are refused and kept by their senders", StringComparison.Ordinal));

            File.Delete(ballast);
            var (after, _) = await PostAsync(product, 1000);
            after.ShouldBe(200);
            (await product.CountedAsync("demo", acknowledged + LinesARequest)).Events.ShouldBe(acknowledged + LinesARequest);
        }
        finally
        {
            Run("umount", mount);
            Directory.Delete(mount);
        }
    }

    private static async Task<(int Status, JsonElement Reply)> PostAsync(RunningProduct product, int request)
    {
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var lines = string.Join('\n', Enumerable.Range(0, LinesARequest).Select(i => Lines.Duo($"user{i % 7}", "203.0.113.1", $"tx-{request}-{i}", at)));
        using var message = new HttpRequestMessage(HttpMethod.Post, "/services/collector/raw?sourcetype=duo") { Content = new StringContent(lines) };
        message.Headers.TryAddWithoutValidation("Authorization", "Splunk " + RunningProduct.HecToken);
        using var response = await product.Hec.SendAsync(message, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    private static int Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
