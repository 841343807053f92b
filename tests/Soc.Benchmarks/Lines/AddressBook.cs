namespace Soc.Benchmarks.Lines;

/// <summary>Addresses in networks that exist, so that geo and network databases have something to find.</summary>
internal static class AddressBook
{
    // First two octets of access networks (Swisscom, Sunrise, Telekom, Orange, BT), and of hosting for the attackers.
    private static readonly (int A, int B, string Country)[] Access =
    [
        (178, 192, "CH"), (178, 193, "CH"), (85, 1, "CH"), (83, 76, "CH"), (80, 218, "CH"), (188, 60, "CH"),
        (79, 200, "DE"), (87, 150, "DE"), (90, 30, "FR"), (86, 140, "GB"),
    ];

    private static readonly (int A, int B)[] Hosting = [(134, 209), (88, 198), (51, 15), (167, 99), (45, 33)];

    /// <summary>
    /// One of a user's two places. The second is the neighbouring network of the same provider, mostly in the same town: who is in two
    /// towns within the hour again and again is no ordinary user.
    /// </summary>
    public static (string Ip, string Country) Of(int user, bool second)
    {
        var (a, b, country) = Access[Mix64.Below((ulong)user, Access.Length)];
        var low = Mix64.Of((ulong)user);
        return (FormattableString.Invariant($"{a}.{b}.{((low >> 8) % 254) ^ (second ? 1UL : 0UL)}.{1 + (low % 253)}"), country);
    }

    /// <summary>An attacker's address.</summary>
    public static string Attacker(int number)
    {
        var (a, b) = Hosting[Mix64.Below((ulong)number + 7, Hosting.Length)];
        return Text(a, b, Mix64.Of((ulong)number + 99));
    }

    private static string Text(int a, int b, ulong low) => FormattableString.Invariant($"{a}.{b}.{(low >> 8) % 254}.{1 + (low % 253)}");
}
