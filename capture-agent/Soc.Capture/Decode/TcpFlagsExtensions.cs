namespace Soc.Capture.Decode;

/// <summary>Questions about control bits.</summary>
public static class TcpFlagsExtensions
{
    /// <summary>As <see cref="Enum.HasFlag"/>, which allocates until the method that calls it is compiled for the second time.</summary>
    public static bool Has(this TcpFlags flags, TcpFlags flag) => (flags & flag) != TcpFlags.None;
}
