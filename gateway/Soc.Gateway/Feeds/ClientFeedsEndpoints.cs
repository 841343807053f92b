using Microsoft.AspNetCore.Http.HttpResults;
using Soc.Gateway.Auth;
using Soc.Gateway.Endpoints;
using Soc.GrainInterfaces.Response;
using Soc.Model.Response.Feeds;
using Soc.Response.Feeds;

namespace Soc.Gateway.Feeds;

/// <summary>What an analyst sees of feeds: who has taken what.</summary>
internal static class ClientFeedsEndpoints
{
    public static void MapClientFeeds(this IEndpointRouteBuilder api) =>
        api.MapGet("/clients/{client}/feeds", GetAsync)
            .Needs(CredentialScopes.Read)
            .WithName("listFeeds").WithTags("Feeds").WithSummary("The feeds of a client's block list, and which firewall has taken what.")
            .Produces<ClientFeedsDto>();

    private static async Task<Ok<ClientFeedsDto>> GetAsync(string client, Func<string, IBlockListGrain> grainOf, FeedCopies copies, CancellationToken cancellationToken)
    {
        await copies.TellPollsAsync(copies.Of(client), cancellationToken);
        var grain = grainOf(client);
        var view = await grain.ReadAsync(cancellationToken);
        var polls = (await grain.PollsAsync(cancellationToken)).ToLookup(p => p.Feed, StringComparer.Ordinal);
        var formats = FeedFormats.All.Select(f => Of(f.Name, f.Path, f.Takes))
            .Append(Of(FeedFormats.CrowdSec, "crowdsec/", k => k is BlockKind.Address or BlockKind.Network))
            .Append(Of(FeedFormats.Taxii, "taxii2/", static _ => true));
        return TypedResults.Ok(new ClientFeedsDto(client, view.Version, view.Entries.Length, view.LeftOut, [.. formats]));

        FeedDto Of(string name, string path, Func<BlockKind, bool> takes) => new(
            name,
            $"/feeds/{client}/{path}",
            view.Entries.Count(e => takes(e.Kind)),
            [.. polls[name].Select(p => new FeedPollDto(p.CredentialId, p.Address, Wire.Time(p.AtMs), p.Entries, Behind(p.Version, takes)))]);

        int Behind(long version, Func<BlockKind, bool> takes) =>
            view.Entries.Count(e => e.Version > version && takes(e.Kind)) + view.Removals.Count(r => r.Version > version && takes(r.Kind));
    }
}
