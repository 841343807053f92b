using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shouldly;
using Soc.Gateway.Ingest.Syslog;
using Soc.Gateway.Tests.Ingest.Product;

namespace Soc.Gateway.Tests.Ingest.Interop;

/// <summary>
/// Real shippers against the running product: each way of sending carries the refused passwords of an address of its own,
/// which must all arrive, and fire. Without the packages they are skipped, but for CI, where they must be there.
/// </summary>
public sealed class ShipperTests : IDisposable
{
    private const int Attempts = 12;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soc-shippers-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Rsyslog_Omfwd_ByTcpLines_TcpCounted_Udp_AndTlsWithBothDrivers()
    {
        var shippers = Need();
        var certificate = WriteCertificate();
        await using var product = await StartAsync(certificate);
        string Action(string name, string parameters) => $$"""
            input(type="imfile" file="{{Input(name)}}" tag="sshd[4711]:" ruleset="{{name}}" reopenOnTruncate="on")
            ruleset(name="{{name}}") { action(type="omfwd" target="127.0.0.1" action.resumeRetryCount="5" {{parameters}}) }

            """;
        string[] ways = ["lines", "counted", "udp", "modern", "gtls", "ossl"];
        var tcp = product.SyslogPort(SyslogProtocol.Tcp);
        var tls = product.SyslogPort(SyslogProtocol.Tls);
        var config = $$"""
            global(workDirectory="{{_folder.FullName}}" DefaultNetstreamDriverCAFile="{{certificate}}")
            module(load="imfile" mode="polling" pollingInterval="1")

            """
            + Action("lines", $"port=\"{tcp}\" protocol=\"tcp\"")
            + Action("counted", $"port=\"{tcp}\" protocol=\"tcp\" TCP_Framing=\"octet-counted\"")
            + Action("udp", $"port=\"{product.SyslogPort(SyslogProtocol.Udp)}\" protocol=\"udp\"")
            + Action("modern", $"port=\"{tcp}\" protocol=\"tcp\" TCP_Framing=\"octet-counted\" template=\"RSYSLOG_SyslogProtocol23Format\"")
            + Action("gtls", $"port=\"{tls}\" protocol=\"tcp\" TCP_Framing=\"octet-counted\" StreamDriver=\"gtls\" StreamDriverMode=\"1\" StreamDriverAuthMode=\"x509/certvalid\"")
            + Action("ossl", $"port=\"{tls}\" protocol=\"tcp\" TCP_Framing=\"octet-counted\" StreamDriver=\"ossl\" StreamDriverMode=\"1\" StreamDriverAuthMode=\"x509/certvalid\"");
        WriteInputs(ways);
        using var rsyslog = shippers.StartRsyslog(Write("rsyslog.conf", config), Path.Combine(_folder.FullName, "rsyslog.pid"));
        await ArrivedAsync(product, rsyslog, ways);
    }

    [Fact]
    public async Task SyslogNg_Network_Syslog_Udp_Tls_AndHttpToHec()
    {
        var shippers = Need();
        var certificate = WriteCertificate();
        await using var product = await StartAsync(certificate);
        string Log(string name, string destination) => $$"""
            log {
              source { file("{{Input(name)}}" program-override("sshd") flags(no-parse) follow-freq(0.2)); };
              destination { {{destination.Replace("PERSIST", $"persist-name(\"{name}\")", StringComparison.Ordinal)}} };
            };

            """;
        string[] ways = ["lines", "counted", "udp", "tls", "http", "httpraw"];
        var tcp = product.SyslogPort(SyslogProtocol.Tcp);
        var hec = $"http://127.0.0.1:{product.Hec.BaseAddress!.Port}/services/collector";
        var token = $"headers(\"Authorization: Splunk {RunningProduct.HecToken}\")";
        var config = "@version: 3.38\noptions { time-reopen(1); };\n"
            + Log("lines", $"network(\"127.0.0.1\" port({tcp}) transport(tcp) PERSIST);")
            + Log("counted", $"syslog(\"127.0.0.1\" port({tcp}) transport(tcp) PERSIST);")
            + Log("udp", $"network(\"127.0.0.1\" port({product.SyslogPort(SyslogProtocol.Udp)}) transport(udp) PERSIST);")
            + Log("tls", $"syslog(\"127.0.0.1\" port({product.SyslogPort(SyslogProtocol.Tls)}) transport(tls) PERSIST tls(peer-verify(required-trusted) ca-file(\"{certificate}\")));")
            + Log("http", $"http(url(\"{hec}/event\") method(\"POST\") PERSIST {token} batch-lines(5) body('$(format-json time=$S_UNIXTIME host=$HOST sourcetype=syslog event=\"<38>$DATE $HOST sshd[4711]: $MSG\")'));")
            + Log("httpraw", $"http(url(\"{hec}/raw?sourcetype=syslog\") method(\"POST\") PERSIST {token} batch-lines(5) delimiter(\"\\n\") body('<38>$DATE $HOST sshd[4711]: $MSG'));");
        WriteInputs(ways);
        using var syslogNg = shippers.StartSyslogNg(Write("syslog-ng.conf", config), _folder.FullName);
        await ArrivedAsync(product, syslogNg, ways);
    }

    [Fact]
    public async Task Logger_ByTcp_TcpCounted_AndUdp_InBothFormats()
    {
        if (!File.Exists("/usr/bin/logger"))
        {
            Missing("There is no logger on this machine (Debian's bsdutils).");
        }

        await using var product = await StartAsync(certificate: null);
        string[] ways = ["tcp", "counted", "udp", "modern"];
        foreach (var (way, index) in ways.Select((w, i) => (w, i)))
        {
            var isUdp = way == "udp";
            string[] arguments =
            [
                "--server", "127.0.0.1", "--port", product.SyslogPort(isUdp ? SyslogProtocol.Udp : SyslogProtocol.Tcp).ToString(CultureInfo.InvariantCulture),
                isUdp ? "--udp" : "--tcp", .. way is "counted" or "modern" ? ["--octet-count"] : Array.Empty<string>(), way == "modern" ? "--rfc5424" : "--rfc3164",
                "--tag", "sshd", "--id=4711", "--priority", "auth.info", "--file", Input(way),
            ];
            WriteInput(way, index);
            using var logger = Process.Start(new ProcessStartInfo("/usr/bin/logger", arguments) { UseShellExecute = false })!;
            await logger.WaitForExitAsync(TestContext.Current.CancellationToken);
            logger.ExitCode.ShouldBe(0);
        }

        await ArrivedAsync(product, shipper: null, ways);
    }

    private static Shippers Need() => Shippers.Find() ?? Missing("rsyslog and syslog-ng are not unpacked: run scripts/shippers.sh data/shippers.");

    private static Shippers Missing(string why)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", why);
        Assert.Fail(why);
        throw new InvalidOperationException(why);
    }

    private static Task<RunningProduct> StartAsync(string? certificate)
    {
        var settings = new List<(string, string)>
        {
            ("Soc:Syslog:Listeners:0:Protocol", "Udp"), ("Soc:Syslog:Listeners:0:Client", "demo"),
            ("Soc:Syslog:Listeners:1:Protocol", "Tcp"), ("Soc:Syslog:Listeners:1:Client", "demo"),
        };
        if (certificate is not null)
        {
            settings.AddRange([("Soc:Syslog:Listeners:2:Protocol", "Tls"), ("Soc:Syslog:Listeners:2:Client", "demo"), ("Soc:Syslog:Listeners:2:CertificatePath", certificate), ("Soc:Syslog:Listeners:2:KeyPath", certificate + ".key")]);
        }

        return RunningProduct.StartAsync([.. settings]);
    }

    private static string AddressOf(int way) => $"203.0.113.{10 + way}";

    /// <summary>All events of every way, no dead letter, and the detector fires for each address.</summary>
    private static async Task ArrivedAsync(RunningProduct product, Process? shipper, string[] ways)
    {
        try
        {
            var counts = await product.CountedAsync("demo", ways.Length * Attempts);
            counts.ShouldBe(new Counts(ways.Length * Attempts, ways.Length * Attempts, 0, 0, ways.Length * Attempts), "what was refused: " + string.Join('\n', (await product.DeadLettersAsync("demo")).Select(l => $"{l.Reason}: {l.Raw}")));
            for (var way = 0; way < ways.Length; way++)
            {
                var address = AddressOf(way);
                (await product.EntityAsync("demo", "address", address)).GetProperty("eventCount").GetInt64().ShouldBe(Attempts, ways[way]);
                await RunningProduct.UntilAsync(
                    async () => (await product.FindingsAsync("demo"))
                        .Any(s => s.GetProperty("detector").GetString() == "brute_force_source" && s.GetProperty("entity").GetProperty("key").GetString() == address),
                    () => $"brute_force_source did not fire for what came by {ways[way]}");
            }
        }
        catch (TimeoutException late) when (shipper is not null)
        {
            shipper.Kill();
            throw new TimeoutException($"Not everything arrived. By address: {await SeenAsync(product, ways)}. The shipper said: {await shipper.StandardError.ReadToEndAsync()}{await shipper.StandardOutput.ReadToEndAsync()}", late);
        }
        finally
        {
            if (shipper is { HasExited: false })
            {
                shipper.Kill();
                await shipper.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static async Task<string> SeenAsync(RunningProduct product, string[] ways)
    {
        var seen = new List<string>();
        for (var way = 0; way < ways.Length; way++)
        {
            using var view = await product.ApiAsync(HttpMethod.Get, $"/api/v1/clients/demo/entities/address/{AddressOf(way)}");
            seen.Add($"{ways[way]} {(view.IsSuccessStatusCode ? "came" : "did not come")}");
        }

        return string.Join(", ", seen);
    }

    private string Input(string way) => Path.Combine(_folder.FullName, way + ".log");

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    private void WriteInputs(string[] ways)
    {
        for (var way = 0; way < ways.Length; way++)
        {
            WriteInput(ways[way], way);
        }
    }

    private void WriteInput(string way, int index) => File.WriteAllLines(
        Input(way),
        Enumerable.Range(0, Attempts).Select(i => string.Create(CultureInfo.InvariantCulture, $"Failed password for invalid user {way}{i} from {AddressOf(index)} port {41_000 + i} ssh2")));

    /// <summary>A certificate for 127.0.0.1 that is its own authority, its key beside it.</summary>
    private string WriteCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=collector", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(30), DateTimeOffset.UnixEpoch.AddYears(79));
        Write("collector.pem.key", key.ExportPkcs8PrivateKeyPem());
        return Write("collector.pem", made.ExportCertificatePem());
    }
}
