using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans;
using Shouldly;
using Soc.GrainInterfaces;
using Soc.GrainInterfaces.Entities;
using Soc.Model.Events;

namespace Soc.Tidy.Tests;

/// <summary>What crosses a grain interface.</summary>
public sealed class WireRules
{
    private static readonly Assembly[] Assemblies =
    [
        typeof(SecurityEvent).Assembly, typeof(IEntityGrain).Assembly, typeof(Detection.IDetector).Assembly, typeof(Soc.Grains.Entities.EntityCore).Assembly,
        typeof(Soc.Response.IContainmentConnector).Assembly,
    ];

    private static readonly Type[] WireTypes = [.. Assemblies.SelectMany(a => a.GetTypes()).Where(t => t.GetCustomAttribute<GenerateSerializerAttribute>() is not null)];

    [Fact]
    public void SerialisedTypes_HaveAUniqueAlias()
    {
        var aliases = WireTypes.Select(t => (Type: t, Alias: AliasOf(t))).ToArray();
        aliases.Where(a => a.Alias is null).Select(a => a.Type.FullName).ShouldBeEmpty("A type without an alias changes its wire name when it is renamed.");
        aliases.GroupBy(a => a.Alias, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();
    }

    [Fact]
    public void SerialisedTypes_AreSealed() =>
        WireTypes.Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false }).Select(t => t.FullName).ShouldBeEmpty();

    [Fact]
    public void SerialisedMembers_HaveUniqueIds()
    {
        foreach (var type in WireTypes)
        {
            var ids = type.GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Select(m => m.GetCustomAttribute<IdAttribute>()?.Id).Where(id => id is not null).ToArray();
            ids.Length.ShouldBe(ids.Distinct().Count(), $"{type.FullName} uses an id twice.");
        }
    }

    [Fact]
    public void SettableMembers_OfSerialisedTypes_AreSerialised()
    {
        foreach (var type in WireTypes)
        {
            var forgotten = type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
                .Where(p => p.CanWrite && p.GetCustomAttribute<IdAttribute>() is null && p.GetCustomAttribute<NonSerializedAttribute>() is null)
                .Select(p => p.Name);
            forgotten.ShouldBeEmpty($"{type.FullName}: a member without [Id] is lost on the wire.");
        }
    }

    [Fact]
    public void GrainInterfaces_AreAliasedFromWireNames()
    {
        var names = typeof(WireNames).GetFields().Select(f => (string)f.GetRawConstantValue()!).ToArray();
        names.Distinct(StringComparer.Ordinal).Count().ShouldBe(names.Length);
        foreach (var grain in typeof(IEntityGrain).Assembly.GetTypes().Where(t => t.IsInterface && typeof(IGrain).IsAssignableFrom(t)))
        {
            names.Contains(AliasOf(grain), StringComparer.Ordinal).ShouldBeTrue($"{grain.Name} has no alias from WireNames.");
        }
    }

    [Fact]
    public void GrainMethods_TakeACancellationTokenLast_AndOnlySerialisedRecords()
    {
        foreach (var method in typeof(IEntityGrain).Assembly.GetTypes().Where(t => t.IsInterface && typeof(IGrain).IsAssignableFrom(t)).SelectMany(t => t.GetMethods()))
        {
            var parameters = method.GetParameters();
            parameters.ShouldNotBeEmpty($"{method.DeclaringType!.Name}.{method.Name}");
            parameters[^1].ParameterType.ShouldBe(typeof(CancellationToken), $"{method.DeclaringType!.Name}.{method.Name}");
            foreach (var type in parameters.SkipLast(1).Select(p => Element(p.ParameterType)).Append(Element(method.ReturnType.GenericTypeArguments.FirstOrDefault() ?? typeof(int))))
            {
                if (type.Namespace?.StartsWith("Soc.", StringComparison.Ordinal) == true && !type.IsEnum)
                {
                    WireTypes.ShouldContain(type, $"{method.DeclaringType!.Name}.{method.Name} carries {type.Name}, which has no serialiser.");
                    type.GetCustomAttribute<ImmutableAttribute>().ShouldNotBeNull($"{type.Name} crosses a grain call: mark it immutable.");
                }
            }
        }
    }

    [Fact]
    public void ModelRecords_HaveNoSetters()
    {
        foreach (var property in typeof(SecurityEvent).Assembly.GetTypes().Where(t => WireTypes.Contains(t)).SelectMany(t => t.GetProperties()).Where(p => p.CanWrite))
        {
            property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().ShouldContain(typeof(IsExternalInit), $"{property.DeclaringType!.Name}.{property.Name} can be changed after it was made.");
        }
    }

    private static string? AliasOf(Type type) => type.GetCustomAttributes<AliasAttribute>(inherit: false).Select(a => a.Alias).FirstOrDefault();

    private static Type Element(Type type) => type.IsArray ? type.GetElementType()! : Nullable.GetUnderlyingType(type) ?? type;
}
