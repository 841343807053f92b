namespace Soc.Detection.Geo;

/// <summary>ISO 3166-1 alpha-2 codes packed in 16 bits, for states of which there are millions.</summary>
public static class CountryCode
{
    /// <summary>Two letters as a number; 0 for anything else.</summary>
    public static ushort Pack(string? country) =>
        country is { Length: 2 } && char.IsAsciiLetter(country[0]) && char.IsAsciiLetter(country[1])
            ? (ushort)(char.ToUpperInvariant(country[0]) << 8 | char.ToUpperInvariant(country[1]))
            : (ushort)0;

    /// <summary>What <see cref="Pack"/> packed; null for 0.</summary>
    public static string? Unpack(ushort packed) => packed == 0 ? null : new string([(char)(packed >> 8), (char)(packed & 0xff)]);
}
