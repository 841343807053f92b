using Soc.Simulator.Estate;

namespace Soc.Simulator.Wire;

/// <summary>PAN-OS lines over syslog.</summary>
public static class PanOs
{
    private const string Serial = "015351000042";
    private const string BranchSerial = "015351000043";

    /// <summary>GLOBALPROTECT, CSV form of PAN-OS 10.</summary>
    public static RawRecord GlobalProtect(Person p, long atMs, string eventId, string stage, string ip, string country, bool success, string error = "", string? tunnelIp = null, string? host = null)
    {
        var status = success ? "success" : "failure";
        var machine = host ?? p.Hostname;
        var body =
            $"1,{VendorTime.Slashes(atMs)},{Serial},GLOBALPROTECT,0,2561,{VendorTime.Slashes(atMs)},vsys1,{eventId},{stage},SAML,IPSec," +
            $"{p.Windows},{country},{machine},{ip},0.0.0.0,{tunnelIp ?? "0.0.0.0"},0.0.0.0,{Ids.Guid("host", machine)},{machine}-SN,6.1.3,Windows,\"Microsoft Windows 11 Pro , 64-bit\"," +
            $"1,,{error},\"\",{status},,0,,0,gp-gateway,{Sequence(p, atMs, eventId)},0x8000000000000000,{VendorTime.Offset(atMs)},,,,,,0,0,0,0,,PA-LON-1,1";
        return new RawRecord(atMs, p.Company.Client, Sourcetype: null, Syslog(atMs, "pa-lon-1", body));
    }

    /// <summary>TRAFFIC end of a session of a user behind the VPN.</summary>
    public static RawRecord Traffic(Person p, long atMs, string srcIp, string dstIp, string app, long bytesSent, long bytesReceived)
    {
        var body =
            $"1,{VendorTime.Slashes(atMs)},{Serial},TRAFFIC,end,2561,{VendorTime.Slashes(atMs)},{srcIp},{dstIp},0.0.0.0,0.0.0.0,vpn-to-files,{p.Windows},,{app},vsys1,vpn,dmz,tunnel.1,ethernet1/3,forward," +
            $"{VendorTime.Slashes(atMs)},{Sequence(p, atMs, app) % 1_000_000},1,51515,443,0,0,0x1c,tcp,allow,{bytesSent + bytesReceived},{bytesSent},{bytesReceived},{(bytesSent + bytesReceived) / 900},{VendorTime.Slashes(atMs - 60_000)},60,any,0," +
            $"{Sequence(p, atMs, dstIp)},0x8000000000000000,10.0.0.0-10.255.255.255,10.0.0.0-10.255.255.255,0,10,12,tcp-fin,0,0,0,0,,PA-LON-1,from-policy";
        return new RawRecord(atMs, p.Company.Client, Sourcetype: null, Syslog(atMs, "pa-lon-1", body));
    }

    /// <summary>TRAFFIC end of a session from a branch office to the internet, of a machine whose user the firewall does not know.</summary>
    public static RawRecord Outbound(Machine machine, long atMs, FlowOf flow)
    {
        const string office = "PA-SOU-1";
        var sequence = 9_000_000_000_000 + (atMs * 10) + (flow.SourcePort % 10);
        var body =
            $"1,{VendorTime.Slashes(atMs)},{BranchSerial},TRAFFIC,end,2561,{VendorTime.Slashes(atMs)},{machine.Ip},{flow.Ip},0.0.0.0,0.0.0.0,office-to-internet,,,{flow.Application},vsys1,trust,untrust,ethernet1/3,ethernet1/1,forward," +
            $"{VendorTime.Slashes(atMs)},{sequence % 1_000_000},1,{flow.SourcePort},{flow.Port},0,0,0x1c,tcp,allow,{flow.BytesOut + flow.BytesIn},{flow.BytesOut},{flow.BytesIn},{2 + ((flow.BytesOut + flow.BytesIn) / 900)},{VendorTime.Slashes(atMs - (flow.Seconds * 1_000L))},{flow.Seconds},any,0," +
            $"{sequence},0x8000000000000000,10.0.0.0-10.255.255.255,any,0,10,12,tcp-fin,0,0,0,0,,{office},from-policy";
        return new RawRecord(atMs, machine.Company.Client, Sourcetype: null, Syslog(atMs, "pa-sou-1", body));
    }

    /// <summary>THREAT of type vulnerability about a source address.</summary>
    public static RawRecord Threat(Company company, long atMs, string srcIp, string dstIp, string? user, string threat, string severity)
    {
        var sequence = Math.Abs((long)Ids.Guid(srcIp, dstIp, threat, VendorTime.Iso(atMs)).GetHashCode(StringComparison.Ordinal));
        var body =
            $"1,{VendorTime.Slashes(atMs)},{Serial},THREAT,vulnerability,2561,{VendorTime.Slashes(atMs)},{srcIp},{dstIp},0.0.0.0,0.0.0.0,inbound-gp,{user ?? ""},,ssl,vsys1,untrust,dmz,ethernet1/1,ethernet1/3,forward," +
            $"{VendorTime.Slashes(atMs)},{sequence % 1_000_000},1,50000,443,0,0,0x0,tcp,alert,\"\",\"{threat}\",any,{severity},client-to-server,{sequence},0x8000000000000000,CH,10.0.0.0-10.255.255.255,0,,0,,,1,,,,,,,,0,0,0,0,0,,PA-LON-1,,,,,0,,0,,N/A,brute-force,AppThreat-8700-7000,0x0";
        return new RawRecord(atMs, company.Client, Sourcetype: null, Syslog(atMs, "pa-lon-1", body));
    }

    private static long Sequence(Person p, long atMs, string kind) => 7_000_000_000_000 + (atMs * 10) + (p.Number % 10) + (kind.Length * 1_000);

    private static string Syslog(long atMs, string host, string body) => $"<14>{VendorTime.Rfc3164(atMs)} {host} {body}";
}
