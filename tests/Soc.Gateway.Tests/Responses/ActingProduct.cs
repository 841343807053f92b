using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Soc.Gateway.Tests.Api;
using Soc.GrainInterfaces.Escalation;
using Soc.GrainInterfaces.Storage;
using Soc.Response.Escalation;

namespace Soc.Gateway.Tests.Responses;

/// <summary>The real product with its block list as connector; those who are told, the key of links and the memory for answers are the tests' own.</summary>
public sealed class ActingProduct : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, FakeEscalation> _told = new(StringComparer.Ordinal);

    public ProductHost Host { get; private set; } = null!;

    internal FakeKeys Keys { get; } = new();

    internal FakeEscalation Told(string client, string incident) => FakeEscalation.Of(_told, EscalationKey.Incident(client, incident));

    public async ValueTask InitializeAsync() => Host = await ProductHost.StartAsync(services =>
    {
        services.AddSingleton<Func<EscalationKey, IEscalationGrain>>(key => FakeEscalation.Of(_told, key));
        services.AddSingleton<IAcknowledgeKeys>(Keys);
        services.AddSingleton<IAnswerStore, ForgetfulAnswers>();
    });

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>A client with an analyst, a responder, and a second responder; their names are their first letters' people.</summary>
    public async Task<(string Analyst, string Responder, string Other)> NewClientAsync(string client)
    {
        await Host.NewClientAsync(client, "read");
        return (await Host.NewRoleAsync(client, "analyst", "anna"), await Host.NewRoleAsync(client, "responder", "ben"), await Host.NewRoleAsync(client, "responder", "cleo"));
    }

    public static object Block(string address, string reason = "It scans us.", bool dryRun = false, int minutes = 60) =>
        new { action = "block_address", target = new { kind = "address", key = address }, minutes, reason, dryRun };

    /// <summary>Proposes, and waits until it stands there.</summary>
    public async Task<JsonElement> ProposeAsync(object body, string key, string status)
    {
        var (code, answer) = await Host.AskAsync(HttpMethod.Post, "/api/v1/responses", body, key);
        return code == 202 ? await UntilAsync(answer!.Value.GetProperty("id").GetString()!, key, status) : throw new InvalidOperationException($"{code}: {answer}");
    }

    /// <summary>The operation as soon as it stands there.</summary>
    public Task<JsonElement> UntilAsync(string id, string key, string status) => UntilAsync($"/api/v1/responses/{id}", key, r => r.GetProperty("status").GetString() == status);

    /// <summary>What stands at a path as soon as it is so.</summary>
    public async Task<JsonElement> UntilAsync(string path, string key, Predicate<JsonElement> isSo)
    {
        JsonElement seen = default;
        for (var look = 0; look < 400; look++)
        {
            seen = await Host.GetAsync(path, key);
            if (isSo(seen))
            {
                return seen;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"{path} is not as it should be after ten seconds: {seen}");
    }

    /// <summary>Status and what is said: the detail of a problem, or the status of the operation.</summary>
    public async Task<(int Status, string Said)> WishAsync(string id, string verb, object body, string key)
    {
        var (status, answer) = await Host.AskAsync(HttpMethod.Post, $"/api/v1/responses/{id}/{verb}", body, key);
        return (status, answer!.Value.GetProperty(status < 300 ? "status" : "detail").GetString()!);
    }
}
