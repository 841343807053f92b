using System.Globalization;
using System.Net;
using System.Text;
using Azure;
using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Storage.Azure;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.Stores.Azure;

/// <summary>Refusals in words, values of odd size and odd names.</summary>
public sealed class AzureAccountTests(SharedAzurite azurite)
{
    private const string Target = "Azure storage at http://127.0.0.1/soc";
    private static readonly EntityWriter One = new(1, default);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WrongKey_IsSaidClearly_WithoutTheKey()
    {
        var wrong = Convert.ToBase64String(Encoding.UTF8.GetBytes("a key of somebody else"));
        var message = Refused((await azurite.ServerAsync()).ConnectionString(wrong));
        message.ShouldContain("refused the key");
        message.ShouldContain("Soc:Azure:ConnectionString");
        message.ShouldNotContain(wrong);
    }

    [Fact]
    public void NoSuchHost_AndNobodyThere_AreSaidClearly()
    {
        var key = Convert.ToBase64String("key"u8);
        Refused($"DefaultEndpointsProtocol=https;AccountName=soc;AccountKey={key};EndpointSuffix=no-such-host.invalid").ShouldContain("no host where");
        Refused($"DefaultEndpointsProtocol=http;AccountName=soc;AccountKey={key};BlobEndpoint=http://127.0.0.1:1/soc;TableEndpoint=http://127.0.0.1:1/soc").ShouldContain("Nothing listens");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountName=soc")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=soc;AccountKey=***;EndpointSuffix=core.windows.net")]
    public void ConnectionStringThatMakesNoSense_IsSaidClearly(string text) =>
        Should.Throw<InvalidOperationException>(() => AzureAccount.Open(new AzureOptions { ConnectionString = text })).Message.ShouldContain("Soc:Azure:ConnectionString makes no sense");

    [Theory]
    [InlineData("")]
    [InlineData("Soc")]
    [InlineData("1soc")]
    [InlineData("soc-x")]
    [InlineData("averyveryverylongprefix")]
    public void PrefixThatNoTableCanHave_IsSaidClearly(string prefix) =>
        Should.Throw<InvalidOperationException>(() => AzureAccount.Open(new AzureOptions { ConnectionString = "UseDevelopmentStorage=true", Prefix = prefix })).Message.ShouldContain("Soc:Azure:Prefix");

    [Theory]
    [InlineData(403, "AuthenticationFailed", "refused the key")]
    [InlineData(403, "AuthorizationFailure", "firewall")]
    [InlineData(403, "AuthorizationPermissionMismatch", "does not let this login")]
    [InlineData(429, "TooManyRequests", "takes no more for now")]
    [InlineData(503, "ServerBusy", "takes no more for now")]
    [InlineData(404, "TableNotFound", "has lost a table")]
    [InlineData(409, "TableBeingDeleted", "still deleting")]
    [InlineData(500, "InternalError", "500 InternalError")]
    public void FailuresOfTheService_SayWhatToDo(int status, string code, string words)
    {
        var failure = new RequestFailedException(status, "a page of text", code, null);
        AzureFailure.InUse(failure, Target).ShouldBeOfType<StoreUnavailableException>().Message.ShouldContain(words);
        AzureFailure.InUse(new AggregateException(failure, failure), Target).Message.ShouldContain(words);
    }

    /// <summary>The client of the service tries again by itself, and only then is it said.</summary>
    [Fact]
    public async Task ServiceThatTakesNoMore_IsTriedAgain_AndThenSaidClearly()
    {
        var port = LocalPort.Free();
        using var service = new HttpListener();
        service.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        service.Start();
        var asked = 0;
        var answering = Task.Run(async () =>
        {
            while (true)
            {
                var request = await service.GetContextAsync();
                asked++;
                request.Response.StatusCode = 503;
                request.Response.Headers["x-ms-error-code"] = "ServerBusy";
                request.Response.Headers["Retry-After"] = "0";
                request.Response.Close();
            }
        }, Cancel);
        var place = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/soc");
        var message = await Task.Run(() => Refused($"DefaultEndpointsProtocol=http;AccountName=soc;AccountKey={Convert.ToBase64String("key"u8)};BlobEndpoint={place};TableEndpoint={place}"), Cancel);
        message.ShouldContain("takes no more for now (503 ServerBusy)");
        service.Stop();
        await Should.ThrowAsync<Exception>(answering);
        asked.ShouldBeGreaterThan(2);
    }

    [Fact]
    public void ConflictsAreNoFailures_AndMissingTablesAreNoConflicts()
    {
        AzureFailure.IsConflict(new RequestFailedException(412, "m", "UpdateConditionNotSatisfied", null)).ShouldBeTrue();
        AzureFailure.IsConflict(new RequestFailedException(409, "m", "EntityAlreadyExists", null)).ShouldBeTrue();
        AzureFailure.IsConflict(new RequestFailedException(404, "m", "TableNotFound", null)).ShouldBeFalse();
        AzureFailure.InUse(new RequestFailedException(413, "m", "RequestBodyTooLarge", null), Target).ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task States_OfEverySizeAroundTheBorders_ComeBackWhole_AndReplaceEachOther()
    {
        var account = AzureAccount.Open(await azurite.NewOptionsAsync());
        await using var store = new AzureEntityStore(account);
        foreach (var length in (int[])[0, 1, 65_536, 65_537, AzureDocuments.MaxInRow, AzureDocuments.MaxInRow + 1, 2 * 1024 * 1024, 10, 3 * 1024 * 1024])
        {
            var state = Noise(length);
            await store.WriteAsync("acme/user/anna", state, One, Cancel);
            (await store.ReadAsync("acme/user/anna", Cancel))!.Value.State.ShouldBe(state);
        }

        (await store.ReadAsync("acme/user/anna", Cancel))!.Value.Stamp.Version.ShouldBe(9);
    }

    [Fact]
    public async Task ManyLargeStatesAtOnce_ComeBackWhole_AndTheirBlobsAreReplaced()
    {
        var options = await azurite.NewOptionsAsync();
        await using var store = new AzureEntityStore(AzureAccount.Open(options));
        for (var round = 0; round < 2; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 10).Select(i => store.WriteAsync(Key(i), Noise(700_000 + i), One, Cancel).AsTask()));
            await Task.WhenAll(Enumerable.Range(10, 10).Select(i => store.WriteAsync(Key(i), Noise(400_000 + i), One, Cancel).AsTask()));
        }

        for (var i = 0; i < 20; i++)
        {
            (await store.ReadAsync(Key(i), Cancel))!.Value.State.ShouldBe(Noise((i < 10 ? 700_000 : 400_000) + i));
        }

        await store.DisposeAsync();
        var container = new global::Azure.Storage.Blobs.BlobContainerClient(options.ConnectionString, options.Prefix + "-states");
        container.GetBlobs(cancellationToken: Cancel).Count().ShouldBe(10, "one a large state");

        static string Key(int i) => string.Create(CultureInfo.InvariantCulture, $"acme/user/{i}");
    }

    [Fact]
    public async Task LargeIncident_ComesBackWhole_InLists_AndWithItsChange()
    {
        await using var store = new AzureIncidentStore(AzureAccount.Open(await azurite.NewOptionsAsync()));
        var large = Samples.Incident("large", 1, 10) with { Story = new string('s', 1_500_000) };
        await store.WriteAsync(large, 0, Cancel);
        await store.WriteAsync(large with { Version = 2, LastSeenMs = 20 }, 0, Cancel);
        (await store.ReadAsync("large", Cancel))!.Story.Length.ShouldBe(1_500_000);
        (await store.QueryAsync(new IncidentQuery("acme", null, 0, 0, 10, null), Cancel)).Items.Single().Version.ShouldBe(2);
        (await store.ChangesAfterAsync(0, 10, Cancel)).Single().Incident.LastSeenMs.ShouldBe(20);
    }

    [Fact]
    public async Task OddNames_AreStoredAndFoundAgain()
    {
        var account = AzureAccount.Open(await azurite.NewOptionsAsync());
        await using var store = new AzureEntityStore(account);
        string[] keys =
        [
            "acme/user/\0", "acme/user/a\0b", "acme/user/\ud83d", "acme/user/\ud83e", "acme/user/'; or true eq true --", @"acme/user/a\b#c?d", "acme/user/=0041", "acme/user/A", "acme/user/a",
            "acme/user/" + new string('ü', 320), "acme/user/" + new string('x', 20_000), "acme/user/" + new string('x', 20_001),
        ];
        await Task.WhenAll(keys.Select((k, i) => store.WriteAsync(k, BitConverter.GetBytes(i), One, Cancel).AsTask()));
        for (var i = 0; i < keys.Length; i++)
        {
            BitConverter.ToInt32((await store.ReadAsync(keys[i], Cancel))!.Value.State).ShouldBe(i);
        }

        (await store.CountAsync("acme/user/", Cancel)).ShouldBe(keys.Length);
        await using var incidents = new AzureIncidentStore(account);
        var odd = Samples.Incident("i'/\\#?\u0001 é", 1, 10, client: "a'c/m#e");
        await incidents.WriteAsync(odd, 0, Cancel);
        (await incidents.QueryAsync(new IncidentQuery("a'c/m#e", null, 0, 0, 10, null), Cancel)).Items.Single().Id.ShouldBe(odd.Id);
    }

    [Fact]
    public void Keys_SortAsTheirNumbers()
    {
        long[] numbers = [long.MinValue, -2, -1, 0, 1, 255, 256, long.MaxValue];
        numbers.Select(AzureKeys.Rising).ShouldBe(numbers.Select(AzureKeys.Rising).Order(StringComparer.Ordinal));
        numbers.Select(AzureKeys.Falling).ShouldBe(numbers.Select(AzureKeys.Falling).OrderDescending(StringComparer.Ordinal));
        numbers.ShouldAllBe(n => AzureKeys.FromRising(AzureKeys.Rising(n)) == n);
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = (byte)((i * 31) ^ (i >> 8) ^ length);
        }

        return bytes;
    }

    private static string Refused(string connectionString) =>
        Should.Throw<StoreUnavailableException>(() => AzureAccount.Open(new AzureOptions { ConnectionString = connectionString })).Message;
}
