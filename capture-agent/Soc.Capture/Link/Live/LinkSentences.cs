using System.Net.NetworkInformation;
using SharpPcap;

namespace Soc.Capture.Link.Live;

/// <summary>What is said of a link, each with what to do.</summary>
internal static class LinkSentences
{
    public const string NoLibrary = "libpcap is not installed: 'apt-get install libpcap0.8', or your system's package of it.";

    private const int MaxNames = 20;

    public static string Up(string name) => $"Frames of '{name}' are captured.";

    public static string Down(string name) => $"The interface '{name}' is down: 'ip link set {name} up'. Capturing goes on when it is up.";

    public static string Missing(string name) => $"There is no interface '{name}'; there are: {Names()}. Capturing begins when it appears.";

    public static string Replaced(string name) => $"The interface '{name}' was removed and made anew.";

    public static string NoPermission(string name) =>
        $"The process may not capture on '{name}': give it CAP_NET_RAW, for example by AmbientCapabilities=CAP_NET_RAW in its systemd unit, or by 'setcap cap_net_raw+ep' on its program.";

    public static string BadFilter(string filter, string reason) => $"The filter '{filter}' is not understood: {reason}. See pcap-filter(7).";

    public static string Failed(string name, string reason) => $"Capturing on '{name}' stopped: {reason}. It is tried again.";

    public static LiveLinkException Refused(string name, PcapError error, string reason, Exception inner) => error switch
    {
        PcapError.PermissionDenied or PcapError.PromiscuousPermissionDenied => new LiveLinkException(LinkState.NoPermission, NoPermission(name), inner),
        PcapError.NoSuchDevice => new LiveLinkException(LinkState.Missing, Missing(name), inner),
        PcapError.InterfaceNotUp => new LiveLinkException(LinkState.Down, Down(name), inner),
        _ => new LiveLinkException(LinkState.Failed, Failed(name, reason), inner),
    };

    private static string Names()
    {
        try
        {
            return string.Join(", ", NetworkInterface.GetAllNetworkInterfaces().Select(i => i.Name).Order(StringComparer.Ordinal).Take(MaxNames));
        }
        catch (NetworkInformationException)
        {
            return "unknown";
        }
    }
}
