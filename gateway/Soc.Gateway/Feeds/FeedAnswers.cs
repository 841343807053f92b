using System.Globalization;
using Soc.Gateway.Auth;
using Soc.Gateway.Endpoints;
using Soc.GrainInterfaces.Clients;
using Soc.Model.Events;
using Soc.Model.Policies;
using Soc.Model.Response.Feeds;

namespace Soc.Gateway.Feeds;

/// <summary>What all feeds answer alike.</summary>
internal sealed class FeedAnswers(FeedCopies copies, FeedMetrics metrics, IClientPolicies policies, TimeProvider time)
{
    private const int RetryAfterSeconds = 5;

    /// <summary>The client's list, or null after the refusal was counted: never an empty list in its place.</summary>
    public async ValueTask<FeedCopy?> ReadAsync(HttpContext http, string client, string feed)
    {
        if (policies.Find(client) is { } policy && await copies.ReadAsync(policy, http.RequestAborted) is { } copy)
        {
            return copy;
        }

        metrics.Polled(feed, FeedMetrics.Unavailable);
        http.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return null;
    }

    public static IResult Unavailable() =>
        Problems.Unavailable("The block list cannot be read now. Keep the copy that you have, and ask again: nothing was released.");

    /// <summary>Counts an answer, and keeps who has what since.</summary>
    public void Polled(HttpContext http, string client, string feed, string result, long version, int entries)
    {
        metrics.Polled(feed, result);
        copies.Of(client).Polled(new FeedPoll(feed, http.Features.Get<Credential>()!.Id, AddressOf(http), time.GetUtcNow().ToUnixTimeMilliseconds(), version, entries));
    }

    public static string AddressOf(HttpContext http) => IpText.Canonical(http.Connection.RemoteIpAddress?.ToString() ?? "") ?? "unknown";
}
