using System.Globalization;
using Shouldly;
using Soc.Model.Events;

namespace Soc.Gateway.Tests.Sensors;

/// <summary>Real servers and clients on a mirrored network, as scripts/servers.sh installs them: what was done is what the events and findings say, field by field.</summary>
public sealed class RealServersTests : IAsyncLifetime
{
    private const string SecretText = "not really a secret\n";
    private const string HostName = "laptop-of-anna";
    private const string LeaseIp = "10.99.8.77";
    private const int LeaseSeconds = 600;

    private MirroredNetwork _network = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var missing = ((string[])["smbd", "smbpasswd", "smbclient", "dnsmasq", "udhcpc", "dig"]).Where(p => !((string[])["/usr/bin", "/usr/sbin", "/sbin", "/bin"]).Any(d => File.Exists(Path.Combine(d, p)))).ToArray();
        Assert.SkipWhen(
            missing.Length > 0 && !string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal), $"Not installed: {string.Join(", ", missing)} (scripts/servers.sh).");
        missing.ShouldBeEmpty("scripts/servers.sh installs them");
        _network = await MirroredNetwork.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_network is not null)
        {
            await _network.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_is_done_with_real_servers_is_what_events_and_findings_say()
    {
        await UseShareAsync();
        _network.Serve(
            _network.ServerSpace,
            "dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts", "--user=root", "--pid-file=", "--local=/office.test/",
            $"--interface={_network.InterfaceOf("s")}", "--bind-interfaces", "--address=/files.office.test/10.99.8.2", "--txt-record=note.office.test,read me first",
            string.Create(CultureInfo.InvariantCulture, $"--dhcp-range={LeaseIp},{LeaseIp},255.255.255.0,{LeaseSeconds}s"), $"--dhcp-leasefile={_network.Folder}/leases", "--no-ping");
        await AskNamesAsync();
        await LeaseAsync();

        var sensor = await _network.SensorAsync();
        MirroredNetwork.FigureOf(sensor, "kernel_drops").ShouldBe(0);
        MirroredNetwork.FigureOf(sensor, "parser_failures").ShouldBe(0);
    }

    private async Task UseShareAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_network.Folder, "smb")).FullName;
        var share = Directory.CreateDirectory(Path.Combine(folder, "share")).FullName;
        var settings = Path.Combine(folder, "smb.conf");

        // Whoever logs on works as nobody: the account of the wire is no account of this machine.
        await File.WriteAllTextAsync(Path.Combine(folder, "users"), "nobody = anna\n", Cancel);
        await File.WriteAllTextAsync(
            settings,
            $"""
            [global]
            server role = standalone server
            disable netbios = yes
            smb ports = 445
            load printers = no
            username map = {folder}/users
            passdb backend = smbpasswd:{folder}/smbpasswd
            private dir = {folder}
            lock directory = {folder}
            state directory = {folder}
            cache directory = {folder}
            pid directory = {folder}
            ncalrpc dir = {folder}/ncalrpc
            log file = {folder}/log
            [office]
            path = {share}
            read only = no
            force user = root
            """,
            Cancel);
        await File.WriteAllTextAsync(Path.Combine(share, "passwords.xls"), SecretText, Cancel);
        var sent = Path.Combine(folder, "sent");
        await File.WriteAllTextAsync(sent, new string('x', 5_000), Cancel);
        var known = await MirroredNetwork.RunAsync(_network.ServerSpace, "sh", "-c", $"printf 'pw-1\\npw-1\\n' | smbpasswd -c {settings} -L -s -a nobody");
        known.Code.ShouldBe(0, known.Said);
        _network.Serve(_network.ServerSpace, "smbd", "--foreground", "--no-process-group", "-s", settings);
        var used = (Code: -1, Said: "");
        for (var attempt = 0; attempt < 50 && used.Code != 0; attempt++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
            used = await MirroredNetwork.RunAsync(
                _network.ClientSpace,
                "smbclient", "-s", settings, $"//{MirroredNetwork.ServerIp}/office", "-U", "OFFICE\\anna%pw-1", "-m", "SMB3", "-c",
                $"get passwords.xls {folder}/got; put {sent} report.txt; rename report.txt old.txt; del old.txt");
        }

        used.Code.ShouldBe(0, used.Said);
        (await File.ReadAllTextAsync(Path.Combine(folder, "got"), Cancel)).ShouldBe(SecretText);

        var mac = _network.MacOf(_network.ClientSpace, "c");
        var read = await FileEventAsync("passwords.xls", "read");
        (read.File!.BytesRead, read.File.BytesWritten, read.File.SizeBytes).ShouldBe((SecretText.Length, 0, SecretText.Length));
        (read.Src!.Ip, read.Src.Mac, read.Dst!.Ip, read.Dst.Port).ShouldBe((MirroredNetwork.ClientIp, mac, MirroredNetwork.ServerIp, 445));
        read.File.Share.ShouldBe($@"\\{MirroredNetwork.ServerIp}\office");
        (read.User!.Name, read.User.Domain).ShouldBe(("anna", "OFFICE"));
        (await FileEventAsync("report.txt", "write")).File!.BytesWritten.ShouldBe(5_000);
        (await FileEventAsync("report.txt", "rename")).File!.NewPath.ShouldBe("old.txt");
        (await FileEventAsync("old.txt", "delete")).User!.Name.ShouldBe("anna");
        var logon = await _network.EventAsync(e => e is { SourceKind: "ntlm", Class: EventClass.Authentication }, "logon");
        (logon.User!.Name, logon.User.Domain, logon.Status).ShouldBe(("anna", "OFFICE", EventStatus.Success));

        var finding = await _network.Product.FiresAsync("demo", "sensitive_file");
        finding.GetProperty("entity").GetProperty("key").GetString().ShouldBe(mac);
        var words = string.Join('\n', finding.GetProperty("evidenceFor").EnumerateArray().Select(f => f.GetProperty("text").GetString()));
        words.ShouldContain("passwords.xls");
        words.ShouldContain("anna");
    }

    private async Task AskNamesAsync()
    {
        (await DigAsync("files.office.test", "A")).ShouldBe(MirroredNetwork.ServerIp);
        (await DigAsync("note.office.test", "TXT", "+tcp")).ShouldBe("\"read me first\"");
        (await DigAsync("nobody.office.test", "AAAA")).ShouldBe("");

        var address = await NameEventAsync("files.office.test");
        (address.Dns!.QueryType, address.Dns.ResponseCode, address.Status).ShouldBe(("A", 0, EventStatus.Success));
        address.Dns.Answers.ShouldBe([MirroredNetwork.ServerIp]);
        (address.Src!.Ip, address.Dst!.Ip, address.Dst.Port).ShouldBe((MirroredNetwork.ClientIp, MirroredNetwork.ServerIp, 53));
        var text = await NameEventAsync("note.office.test");
        text.Dns!.QueryType.ShouldBe("TXT");
        text.Dns.Answers.ShouldHaveSingleItem().ShouldContain("read me first");
        var none = await NameEventAsync("nobody.office.test");
        (none.Dns!.QueryType, none.Dns.ResponseCode, none.Status, none.Dns.Answers.Length).ShouldBe(("AAAA", 3, EventStatus.Failure, 0));
    }

    private async Task LeaseAsync()
    {
        var space = _network.PlugIn("d");
        var leased = await MirroredNetwork.RunAsync(
            space, "udhcpc", "-i", _network.InterfaceOf("d"), "-f", "-n", "-q", "-t", "20", "-T", "1", "-s", "/bin/true", "-x", "hostname:" + HostName);
        leased.Code.ShouldBe(0, leased.Said);
        leased.Said.ShouldContain(LeaseIp);

        var mac = _network.MacOf(space, "d");
        var lease = await _network.EventAsync(e => e is { SourceKind: "dhcp", Dhcp.AssignedIp: not null, Status: EventStatus.Success }, "lease");
        (lease.Src!.Mac, lease.Src.Hostname, lease.Src.Ip).ShouldBe((mac, HostName, LeaseIp));
        (lease.Dhcp!.AssignedIp, lease.Dhcp.ServerIp, lease.Dhcp.LeaseSeconds).ShouldBe((LeaseIp, MirroredNetwork.ServerIp, LeaseSeconds));
        lease.Dst!.Mac.ShouldBe(_network.MacOf(_network.ServerSpace, "s"));

        // And so the device is known by it.
        var device = await _network.EventAsync(e => e is { SourceKind: "dhcp", Dhcp: null } && e.Device?.Mac == mac, "device");
        (device.Device!.Hostname, device.Src!.Ip).ShouldBe((HostName, LeaseIp));
    }

    private async Task<string> DigAsync(string name, string type, params string[] more)
    {
        var said = (Code: -1, Said: "");
        for (var attempt = 0; attempt < 50 && said.Code != 0; attempt++)
        {
            // The first may come before the server listens.
            said = await MirroredNetwork.RunAsync(_network.ClientSpace, "dig", ["@" + MirroredNetwork.ServerIp, "+short", "+time=1", "+tries=1", name, type, .. more]);
        }

        said.Code.ShouldBe(0, said.Said);
        return said.Said.Trim();
    }

    private Task<SecurityEvent> FileEventAsync(string name, string operation) =>
        _network.EventAsync(e => e is { SourceKind: "smb_file" } && e.File?.Name == name && e.File.Operation == operation, $"{operation} of {name}");

    private Task<SecurityEvent> NameEventAsync(string name) => _network.EventAsync(e => e.Dns is { ResponseCode: >= 0 } dns && dns.Query == name, $"answer for {name}");
}
