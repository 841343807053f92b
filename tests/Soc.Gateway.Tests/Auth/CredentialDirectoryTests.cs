using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Soc.Gateway.Auth;
using Soc.Gateway.Tests.Fakes;
using Xunit;

namespace Soc.Gateway.Tests.Auth;

public sealed class CredentialDirectoryTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly InMemoryTokenStore _store = new();
    private readonly CredentialDirectory _directory;

    public CredentialDirectoryTests() => _directory = new CredentialDirectory(_store, _time);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_issued_secret_authenticates_as_its_kind_only()
    {
        var issued = await _directory.IssueAsync("hec", "demo", [], expires: null, TestContext.Current.CancellationToken);
        issued.Secret.ShouldStartWith("soc_hec_");
        var result = _directory.Authenticate("hec", issued.Secret);
        result.Status.ShouldBe(AuthenticationStatus.Ok);
        result.Credential!.Client.ShouldBe("demo");
        result.Credential.Has("ingest").ShouldBeTrue();
        result.Credential.Has("read").ShouldBeFalse();
        result.Credential.MayAccess("other").ShouldBeFalse();
        _directory.Authenticate("api", issued.Secret).Status.ShouldBe(AuthenticationStatus.Unknown);
        _directory.Authenticate("hec", issued.Secret + "x").Status.ShouldBe(AuthenticationStatus.Unknown);
        _directory.Authenticate("hec", "").Status.ShouldBe(AuthenticationStatus.Unknown);
        _directory.Authenticate("hec", new string('a', 100_000)).Status.ShouldBe(AuthenticationStatus.Unknown);
    }

    [Fact]
    public async Task Neither_the_store_nor_a_text_form_holds_the_secret()
    {
        var issued = await _directory.IssueAsync("api", "*", ["admin"], expires: null, TestContext.Current.CancellationToken);
        issued.ToString().ShouldNotContain(issued.Secret);
        System.Text.Json.JsonSerializer.Serialize(_store.Tokens.Values).ShouldNotContain(issued.Secret[8..]);
    }

    [Fact]
    public async Task Expired_and_disabled_are_told_apart()
    {
        var issued = await _directory.IssueAsync("hec", "demo", [], _time.GetUtcNow().AddHours(1), TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMinutes(59));
        _directory.Authenticate("hec", issued.Secret).Status.ShouldBe(AuthenticationStatus.Ok);
        _time.Advance(TimeSpan.FromMinutes(1));
        _directory.Authenticate("hec", issued.Secret).Status.ShouldBe(AuthenticationStatus.Expired);
        (await _directory.DisableAsync(issued.Token.Id, TestContext.Current.CancellationToken)).ShouldBeTrue();
        _directory.Authenticate("hec", issued.Secret).Status.ShouldBe(AuthenticationStatus.Disabled);
        (await _directory.DisableAsync("nobody", TestContext.Current.CancellationToken)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_new_directory_over_the_same_store_knows_the_same_secrets()
    {
        var issued = await _directory.IssueAsync("api", "demo", ["read"], expires: null, TestContext.Current.CancellationToken);
        using var second = new CredentialDirectory(_store, _time);
        second.Authenticate("api", issued.Secret).Status.ShouldBe(AuthenticationStatus.Unknown);
        await second.LoadAsync(TestContext.Current.CancellationToken);
        second.Authenticate("api", issued.Secret).Status.ShouldBe(AuthenticationStatus.Ok);
    }

    [Theory]
    [InlineData("ftp", "demo", "read")]
    [InlineData("hec", "*", "ingest")]
    [InlineData("api", "", "read")]
    [InlineData("api", "demo", "everything")]
    public async Task Nonsense_is_refused(string kind, string client, string scope)
    {
        await Should.ThrowAsync<ArgumentException>(async () => await _directory.IssueAsync(kind, client, [scope], expires: null, TestContext.Current.CancellationToken));
        _store.Tokens.ShouldBeEmpty();
    }
}
