package dev.sluice.deploy.aws;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import software.amazon.awssdk.services.ecr.model.AuthorizationData;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesResponse;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenRequest;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenResponse;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ListImagesRequest;
import software.amazon.awssdk.services.ecr.model.ListImagesResponse;
import software.amazon.awssdk.services.ecr.model.Repository;

/** As much of Amazon ECR as the script asks; images are where {@link Registry} says. */
public final class FakeRepositories {

    /** What holds the images. */
    public interface Registry {

        /** Host and port. */
        String address();

        Set<String> tags(String repository);

        /** What its users log in with; the user's name is always AWS. */
        String password();
    }

    /** A list of tags, for tests that move no image. */
    private static final class Listed implements Registry {

        private final Map<String, Set<String>> tags = new TreeMap<>();

        @Override
        public String address() {
            return FakeIdentity.ACCOUNT + ".dkr.ecr.eu-central-1.amazonaws.com";
        }

        @Override
        public Set<String> tags(String repository) {
            return tags.getOrDefault(repository, Set.of());
        }

        @Override
        public String password() {
            return "registry-token-that-nobody-shall-see";
        }
    }

    private final Set<String> repositories = new TreeSet<>();
    private final Listed listed = new Listed();
    private Registry registry = listed;

    /** Makes repositories. */
    public void create(String... names) {
        repositories.addAll(List.of(names));
    }

    /** As if an image had been pushed. */
    public void add(String repository, String tag) {
        listed.tags.computeIfAbsent(repository, name -> new TreeSet<>()).add(tag);
    }

    /** From now on images are in a real one. */
    public void use(Registry real) {
        registry = real;
    }

    Operations operations() {
        return new Operations()
                .with(DescribeRepositoriesRequest::builder, this::describe)
                .with(DescribeImagesRequest::builder, this::describeImages)
                .with(ListImagesRequest::builder, this::listImages)
                .with(GetAuthorizationTokenRequest::builder, this::token);
    }

    private DescribeRepositoriesResponse describe(DescribeRepositoriesRequest request) {
        return DescribeRepositoriesResponse.builder()
                .repositories(request.repositoryNames().stream()
                        .map(name -> Repository.builder()
                                .repositoryName(existing(name))
                                .repositoryUri(registry.address() + "/" + name)
                                .build())
                        .toList())
                .build();
    }

    private DescribeImagesResponse describeImages(DescribeImagesRequest request) {
        String repository = existing(request.repositoryName());
        List<ImageDetail> details = request.imageIds().stream()
                .map(image -> {
                    if (!registry.tags(repository).contains(image.imageTag())) {
                        throw new AwsError(
                                400,
                                "ImageNotFoundException",
                                "The image with imageId {imageDigest:'null', imageTag:'" + image.imageTag()
                                        + "'} does not exist within the repository with name '" + repository + "'");
                    }
                    return ImageDetail.builder()
                            .repositoryName(repository)
                            .imageTags(image.imageTag())
                            .build();
                })
                .toList();
        return DescribeImagesResponse.builder().imageDetails(details).build();
    }

    private ListImagesResponse listImages(ListImagesRequest request) {
        return ListImagesResponse.builder()
                .imageIds(registry.tags(existing(request.repositoryName())).stream()
                        .map(tag -> ImageIdentifier.builder().imageTag(tag).build())
                        .toList())
                .build();
    }

    private GetAuthorizationTokenResponse token(GetAuthorizationTokenRequest request) {
        String token =
                Base64.getEncoder().encodeToString(("AWS:" + registry.password()).getBytes(StandardCharsets.UTF_8));
        return GetAuthorizationTokenResponse.builder()
                .authorizationData(AuthorizationData.builder()
                        .authorizationToken(token)
                        .proxyEndpoint("http://" + registry.address())
                        .expiresAt(Instant.now().plusSeconds(12 * 3_600))
                        .build())
                .build();
    }

    private String existing(String name) {
        if (!repositories.contains(name)) {
            throw new AwsError(
                    400,
                    "RepositoryNotFoundException",
                    "The repository with name '" + name + "' does not exist in the registry with id '"
                            + FakeIdentity.ACCOUNT + "'");
        }
        return name;
    }
}
