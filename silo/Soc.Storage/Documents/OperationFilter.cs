using Soc.Model.Response;

namespace Soc.Storage.Documents;

/// <summary>A choice of statuses as a set of bits, so that one statement serves every choice.</summary>
internal static class OperationFilter
{
    /// <summary>Every bit for an empty choice.</summary>
    public static long BitsOf(IReadOnlyList<OperationStatus> statuses) =>
        statuses.Count == 0 ? -1 : statuses.Aggregate(0L, (bits, status) => bits | (1L << (int)status));
}
