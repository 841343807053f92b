using System.Globalization;

namespace Soc.Gateway.Reports.OData;

/// <summary>Values of columns and literals, compared by what they mean: numbers of any size with each other, texts by their characters.</summary>
internal static class ODataValues
{
    public static bool AreEqual(object? a, object? b) => a is null || b is null ? a is null && b is null : Compare(a, b) == 0;

    /// <returns>Null when they cannot be compared; then no comparison is true.</returns>
    public static int? Compare(object? a, object? b) => (a, b) switch
    {
        (null, _) or (_, null) => null,
        (string x, string y) => string.CompareOrdinal(x, y),
        (DateTimeOffset x, DateTimeOffset y) => x.CompareTo(y),
        (bool x, bool y) => x.CompareTo(y),
        _ when IsNumber(a) && IsNumber(b) => Number(a).CompareTo(Number(b)),
        _ => null,
    };

    /// <summary>For sorting: nothing comes before something.</summary>
    public static int Order(object? a, object? b) => a is null || b is null ? (a is null ? 0 : 1) - (b is null ? 0 : 1) : Compare(a, b) ?? 0;

    private static bool IsNumber(object value) => value is double or float or decimal or long or int or short or byte or sbyte;

    private static double Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
