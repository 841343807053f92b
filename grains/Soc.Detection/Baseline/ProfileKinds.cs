using System.Globalization;

namespace Soc.Detection.Baseline;

/// <summary>Kinds of value that the client's normality is kept of, and how a value is written; the facts that the pump sends use the same.</summary>
public static class ProfileKinds
{
    /// <summary>ISO country code.</summary>
    public const string Country = "country";

    /// <summary>Autonomous system number in decimal.</summary>
    public const string Asn = "asn";

    /// <summary>Service or application name.</summary>
    public const string Service = "service";

    /// <summary>Hour of the week 0–167 in the client's time zone, in decimal.</summary>
    public const string Hour = "hour";

    /// <summary>A number as a value.</summary>
    public static string Value(int number) => number.ToString(CultureInfo.InvariantCulture);
}
