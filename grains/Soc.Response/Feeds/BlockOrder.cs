using Soc.Model.Response.Feeds;

namespace Soc.Response.Feeds;

/// <summary>Which of two entries comes first: what is worth more, then what is blocked for longer already, so that a cut takes the least.</summary>
internal static class BlockOrder
{
    public static int Compare(BlockEntry a, BlockEntry b)
    {
        var order = b.Score.CompareTo(a.Score);
        order = order != 0 ? order : a.SinceMs.CompareTo(b.SinceMs);
        order = order != 0 ? order : a.Kind.CompareTo(b.Kind);
        return order != 0 ? order : string.CompareOrdinal(a.Value, b.Value);
    }
}
