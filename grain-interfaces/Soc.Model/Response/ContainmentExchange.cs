using Orleans;

namespace Soc.Model.Response;

/// <summary>One question to another product and its answer, as they stand in the audit: secrets are taken out before.</summary>
/// <param name="Request">Method, address and body, at most <see cref="MaxTextLength"/> characters.</param>
/// <param name="Status">Status code of HTTP; 0 when there was no answer.</param>
/// <param name="Answer">Body of the answer, or why there was none, at most <see cref="MaxTextLength"/> characters.</param>
/// <param name="TookMs">How long it took.</param>
[GenerateSerializer, Immutable, Alias("soc.ContainmentExchange")]
public sealed record ContainmentExchange(
    [property: Id(0)] string Request,
    [property: Id(1)] int Status,
    [property: Id(2)] string Answer,
    [property: Id(3)] long TookMs)
{
    public const int MaxTextLength = 2_048;
}
