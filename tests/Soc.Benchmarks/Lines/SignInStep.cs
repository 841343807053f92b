using System.Runtime.InteropServices;

namespace Soc.Benchmarks.Lines;

/// <summary>One sign-in before it is written in a vendor's words.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SignInStep(int Number, int Client, int User, long AtMs, string Ip, string Country, bool IsSuccess, bool IsVpn)
{
    public string ClientId => FormattableString.Invariant($"bench{Client}");

    public string Upn => FormattableString.Invariant($"user{User}@company{Client}.example.com");
}
