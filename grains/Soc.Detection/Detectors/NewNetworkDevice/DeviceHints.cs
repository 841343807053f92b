using System.Collections.Frozen;

namespace Soc.Detection.Detectors.NewNetworkDevice;

/// <summary>What makers, names and software say of a device.</summary>
internal static class DeviceHints
{
    // First three bytes of hardware addresses, as the IEEE registers them.
    private static readonly FrozenDictionary<int, string> SmallComputers = new Dictionary<int, string>
    {
        [0xB827EB] = "Raspberry Pi", [0xDCA632] = "Raspberry Pi", [0xE45F01] = "Raspberry Pi", [0xD83ADD] = "Raspberry Pi",
        [0x2CCF67] = "Raspberry Pi", [0x28CDC1] = "Raspberry Pi",
        [0x9483C4] = "GL.iNet travel router", [0xE4956E] = "travel router",
        [0x001337] = "WiFi Pineapple",
    }.ToFrozenDictionary();

    private static readonly string[] AttackNames = ["kali", "parrot", "pineapple", "lanturtle", "squirrel", "sharkjack", "blackarch", "pwnagotchi", "p4wnp1"];

    /// <summary>Names that makers and systems give to very many devices: that one was seen before says nothing.</summary>
    private static readonly FrozenSet<string> CommonNames = new[] { "localhost", "iphone", "ipad", "raspberrypi", "unknown", "espressif", "kali", "ubuntu", "debian", "desktop", "laptop" }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] CommonBegins = ["android", "galaxy", "esp-", "esp_"];

    private static readonly string[] SmallLinuxClients = ["udhcp", "dhcpcd"];

    public static string? SmallComputer(int maker) => SmallComputers.GetValueOrDefault(maker);

    public static bool IsAttackName(string? name) =>
        name is not null && Array.Exists(AttackNames, a => name.StartsWith(a, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name is of one device: not one that makers give to all.</summary>
    public static bool IsOwnName(string name) =>
        !CommonNames.Contains(name) && !Array.Exists(CommonBegins, c => name.StartsWith(c, StringComparison.OrdinalIgnoreCase));

    public static bool IsSmallLinux(string? vendorClass) =>
        vendorClass is not null && Array.Exists(SmallLinuxClients, c => vendorClass.StartsWith(c, StringComparison.OrdinalIgnoreCase));
}
