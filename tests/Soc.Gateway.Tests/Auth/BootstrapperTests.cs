using Shouldly;
using Soc.Gateway.Auth;
using Soc.Gateway.Tests.Fakes;
using Soc.Model.Policies;
using Xunit;

namespace Soc.Gateway.Tests.Auth;

public sealed class BootstrapperTests
{
    private readonly InMemoryTokenStore _tokens = new();
    private readonly InMemoryClientStore _clients = new();
    private readonly InMemoryClientPolicies _policies = new();

    [Fact]
    public async Task The_first_start_prints_secrets_that_work_and_the_second_prints_nothing()
    {
        var first = await RunAsync(new BootstrapOptions());
        _policies.Find("demo").ShouldNotBeNull();
        var secrets = first.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')[^1].Trim()).ToArray();
        secrets.Length.ShouldBe(2);
        using var directory = new CredentialDirectory(_tokens, TimeProvider.System);
        await directory.LoadAsync(TestContext.Current.CancellationToken);
        var admin = directory.Authenticate("api", secrets[0]).Credential!;
        admin.IsForAllClients.ShouldBeTrue();
        admin.Has("write").ShouldBeTrue();
        directory.Authenticate("hec", secrets[1]).Credential!.Client.ShouldBe("demo");

        (await RunAsync(new BootstrapOptions())).ShouldBeEmpty();
        _tokens.Tokens.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Given_secrets_are_used_and_never_printed_and_a_changed_one_replaces_the_old()
    {
        (await RunAsync(new BootstrapOptions { AdminKey = "given-admin", HecToken = "0a1b2c3d-0000-4000-8000-00000000abcd" })).ShouldBeEmpty();
        (await RunAsync(new BootstrapOptions { AdminKey = "given-admin", HecToken = "another" })).ShouldBeEmpty();
        using var directory = new CredentialDirectory(_tokens, TimeProvider.System);
        await directory.LoadAsync(TestContext.Current.CancellationToken);
        directory.Authenticate("api", "given-admin").Status.ShouldBe(AuthenticationStatus.Ok);
        directory.Authenticate("hec", "another").Status.ShouldBe(AuthenticationStatus.Ok);
        directory.Authenticate("hec", "0a1b2c3d-0000-4000-8000-00000000abcd").Status.ShouldBe(AuthenticationStatus.Unknown);
    }

    [Fact]
    public async Task An_estate_with_clients_gets_no_demo_client()
    {
        _clients.Policies["acme"] = ClientPolicy.DefaultFor("acme");
        await RunAsync(new BootstrapOptions());
        _policies.Find("demo").ShouldBeNull();
        _policies.Find("acme").ShouldNotBeNull();
        _tokens.Tokens.Values.ShouldAllBe(t => t.Kind == "api");
    }

    private async Task<string> RunAsync(BootstrapOptions options)
    {
        using var directory = new CredentialDirectory(_tokens, TimeProvider.System);
        await using var output = new StringWriter();
        await new Bootstrapper(_clients, _policies, directory, options, output).RunAsync(TestContext.Current.CancellationToken);
        return output.ToString();
    }
}
